import type { CodeWord } from './codeFile.js'
import type { TokenReader } from './tokenReader.js'

/** The names in the braces of an `import … { A, type B as C } from 'x'`. */
export function readImport(
  tokens: TokenReader,
  at: number,
): readonly { readonly name: CodeWord; readonly from: string }[] {
  let open = at + 1
  // `import type Client, { A }`
  while (open < at + 5 && !tokens.is(open, '{')) open += 1
  const close = tokens.is(open, '{') ? tokens.partner(open) : -1
  const isFrom = close >= 0 && tokens.isName(close + 1) && tokens.text(close + 1) === 'from'
  if (!isFrom || tokens.kind(close + 2) !== 'string') return []
  const from = tokens.text(close + 2)
  const names: { name: CodeWord; from: string }[] = []
  for (let token = open + 1; token < close; token += 1) {
    if (!tokens.isName(token)) continue
    const name = tokens.word(token)
    if (name.text === 'type') continue
    names.push({ name, from })
    while (token < close && !tokens.is(token, ',')) token += 1
  }
  return names
}
