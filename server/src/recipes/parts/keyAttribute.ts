/** The key's name in the client goes with it: it would be that of the other key. */
export function withMap(attribute: string, name: string): string {
  const map = `map: ${JSON.stringify(name)}`
  const quoted = String.raw`"(?:[^"\\]|\\.)*"`
  const bare = attribute
    .replace(new RegExp(String.raw`,\s*(?:map|name):\s*${quoted}`, 'g'), '')
    .replace(new RegExp(String.raw`\((?:map|name):\s*${quoted}\s*,?\s*`), '(')
    .replace(/\(\s*\)$/, '')
  return bare.endsWith(')') ? `${bare.slice(0, -1)}, ${map})` : `${bare}(${map})`
}

/** The attribute over another field in the place of this one. */
export function overField(attribute: string, field: string, other: string): string {
  return attribute.replace(/\[[^\]]*\]/, (list) =>
    list.replace(new RegExp(String.raw`(?<=[[,\s])${field}(?=[\],\s(])`), other),
  )
}
