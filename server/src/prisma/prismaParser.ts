import { format, lint } from '@prisma/prisma-schema-wasm'
import type { OffsetRange } from '../text/range.js'
import { blankForParser } from './blankForParser.js'

/*
 * Prisma's own parser, compiled to WebAssembly, is imported in this file only. It is the parser
 * that `@prisma/internals` exports again; imported from there it would bring Prisma's engines along
 * and, for the formatter, print warnings to the standard error.
 */

export type SchemaFile = { readonly path: string; readonly text: string }

/** An error in Prisma's words. `range` counts in UTF-16 units of the file's text as it was given. */
export type SchemaProblem = {
  readonly path: string
  readonly range: OffsetRange
  readonly message: string
}

/**
 * What Prisma 7 finds wrong with the files of one schema, read together. Warnings and what is only
 * wrong because the project is on Prisma 5 or 6 are left out. Never throws: should the parser itself
 * fail, that is the one problem.
 */
export function validateSchema(files: readonly SchemaFile[]): SchemaProblem[] {
  if (files.length === 0) return []
  const schemas = files.map(({ path, text }) => [path, blankForParser(text)])
  return problemsOf(files, () => lint(JSON.stringify(schemas)))
}

/** Gives back the problems in the parser's answer, or the one that it did not give any. */
export function problemsOf(files: readonly SchemaFile[], answer: () => string): SchemaProblem[] {
  try {
    const findings = JSON.parse(answer()) as readonly Finding[]
    return findings
      .filter((finding) => !finding.is_warning)
      .map(({ file_name, start, end, text }) => ({
        path: file_name,
        range: { start, end },
        message: text,
      }))
  } catch {
    const path = files[0]?.path ?? ''
    return [{ path, range: { start: 0, end: 0 }, message: notChecked }]
  }
}

/**
 * The files as `prisma format` would lay them out, in their own line ends. Where the schema has no
 * other error, it also adds the relation fields that are missing on the other side. Only for text
 * that can be parsed: a line that cannot may come back with its line ends changed.
 */
export function formatSchemaFiles(
  files: readonly SchemaFile[],
  options: { readonly tabSize: number; readonly insertSpaces: boolean } = {
    tabSize: 2,
    insertSpaces: true,
  },
): SchemaFile[] {
  const schemas = files.map(({ path, text }) => [path, text])
  const request = { textDocument: { uri: 'file:/dev/null' }, options }
  const formatted = JSON.parse(format(JSON.stringify(schemas), JSON.stringify(request))) as [
    string,
    string,
  ][]
  return files.map(({ path, text }) => {
    const result = formatted.find(([name]) => name === path)?.[1] ?? text
    return { path, text: text.includes('\r\n') ? result.replace(/\r?\n/g, '\r\n') : result }
  })
}

const notChecked = "Prisma's parser failed while reading this schema. The schema was not checked."

type Finding = {
  readonly file_name: string
  readonly start: number
  readonly end: number
  readonly text: string
  readonly is_warning: boolean
}
