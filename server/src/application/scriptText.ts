/**
 * The code in a file of a component, `.vue`, `.svelte` or `.astro`, where it stands: everything
 * else is blanked, so that offsets and lines stay right. Other files are code as a whole.
 */
export function scriptText(path: string, text: string): string {
  if (!isComponent(path)) return text
  const scripts = [...text.matchAll(script)].map(({ index, 1: opening = '', 2: code = '' }) => {
    const start = index + opening.length
    return { start, end: start + code.length }
  })
  const fence = path.endsWith('.astro') ? frontmatter.exec(text) : null
  const first = fence === null ? [] : [{ start: fence[1]?.length ?? 0, end: fence[0].length }]
  let kept = ''
  for (const { start, end } of [...first, ...scripts]) {
    if (start < kept.length) continue
    kept += blank(text.slice(kept.length, start)) + text.slice(start, end)
  }
  return kept + blank(text.slice(kept.length))
}

export function isComponent(path: string): boolean {
  return /\.(?:vue|svelte|astro)$/.test(path)
}

/** A tag whose attributes may hold `>` in quotes, as `generic="T extends Map<A, B>"` of Vue does. */
const script = /(<script(?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?>)([\s\S]*?)<\/script\s*>/gi

/** What Astro runs on the server: between two lines of dashes at the top. */
const frontmatter = /^(\s*---[^\n]*\n)[\s\S]*?(?=^---)/m

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}
