import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Snippet = {
  readonly title: string
  readonly prefix: string
  readonly description: string
  /** The text as it stands after Tab, Tab, Tab: every place holder with what it suggests. */
  readonly text: string
}

/** The snippets of a file of the extension, expanded. */
export function readSnippets(file: 'prisma.json' | 'sql.json'): Snippet[] {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'snippets', file), 'utf8')
  const snippets = JSON.parse(text) as Record<
    string,
    { prefix: string; description: string; body: readonly string[] }
  >
  return Object.entries(snippets).map(([title, { prefix, description, body }]) => ({
    title,
    prefix,
    description,
    text: expand(body.join('\n')),
  }))
}

/**
 * VS Code's snippet syntax as far as ours go: `$0`, `${1:suggestion}` with place holders inside,
 * `${1|one,two|}`, and `\$` for a dollar sign. The first suggestion of a number counts for all of it.
 */
function expand(body: string): string {
  const suggestions = new Map<string, string>()
  const innermost = /(?<!\\)\$\{(\d+)(?::((?:[^{}\\]|\\.)*)|\|([^,|]+)[^|]*\|)\}/
  for (let text = body; ;) {
    const [whole, number = '', suggestion, choice] = innermost.exec(text) ?? []
    if (whole === undefined) return text.replace(/(?<!\\)\$\d+/g, '').replace(/\\\$/g, '$')
    const value = suggestions.get(number) ?? suggestion ?? choice ?? ''
    suggestions.set(number, value)
    text = text.replace(whole, () => value)
  }
}
