import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const repository = join(import.meta.dirname, '..', '..')

export function readPage(page: string): string {
  return readFileSync(join(repository, page), 'utf8')
}

/** With UPDATE_EXPECTED=1 a page is written anew instead of being compared. */
export function isUpdate(): boolean {
  return process.env.UPDATE_EXPECTED === '1'
}

export function writePage(page: string, text: string): void {
  writeFileSync(join(repository, page), text)
}

/** Every page for people, as paths from the root with forward slashes. */
export function allPages(): readonly string[] {
  return ['.', 'docs', 'examples'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: folder !== '.', encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.md') && !name.includes('node_modules/'))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
  )
}

/** A part of a page between `<!-- name -->` and the next `<!-- end of … -->`. */
export type MarkedPart = { readonly name: string; readonly body: string }

/** The marked parts whose name begins with one of `prefixes`, in their order. */
export function markedParts(text: string, prefixes: readonly string[]): readonly MarkedPart[] {
  return [...text.matchAll(marked)]
    .map(([, name = '', body = '']) => ({ name, body: body.trim() }))
    .filter(({ name }) => prefixes.some((prefix) => name.startsWith(`${prefix}: `)))
}

/** The text with new bodies; a part that `bodyOf` does not know stays as it is. */
export function withParts(text: string, bodyOf: (name: string) => string | undefined): string {
  return text.replace(marked, (whole, name: string, _body: string, end: string) => {
    const body = bodyOf(name)
    return body === undefined ? whole : `<!-- ${name} -->\n\n${body}\n\n${end}`
  })
}

const marked = /<!-- ((?!end of )[^>]+?) -->\n([\s\S]*?)(<!-- end of [^>]+ -->)/g

/** The headings of one level, as written. */
export function headings(text: string, level = 2): readonly string[] {
  return [...withoutFences(text).matchAll(/^(#+) (.*)$/gm)]
    .filter(([, signs = '']) => signs.length === level)
    .map(([, , heading = '']) => heading)
}

/** The names by which a link can reach a heading, as GitHub and VS Code make them. */
export function anchors(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

/** The page without fenced blocks and code in a line, which hold no links. */
export function withoutCode(text: string): string {
  return withoutFences(text).replace(/`[^`\n]*`/g, '')
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '')
}
