import type { CodeImport } from './codeFile.js'
import type { TokenReader } from './tokenReader.js'

/** The names in the braces of an `import … { A, type B as C } from 'x'`. */
export function readImport(tokens: TokenReader, at: number): readonly CodeImport[] {
  let open = at + 1
  // `import type Client, { A }`
  while (open < at + 5 && !tokens.is(open, '{')) open += 1
  const close = tokens.is(open, '{') ? tokens.partner(open) : -1
  const isFrom = close >= 0 && tokens.isName(close + 1) && tokens.text(close + 1) === 'from'
  if (!isFrom || tokens.kind(close + 2) !== 'string') return []
  const from = tokens.text(close + 2)
  const names: CodeImport[] = []
  for (let token = open + 1; token < close; token += 1) {
    if (!tokens.isName(token)) continue
    const name = tokens.word(token)
    if (name.text === 'type') continue
    const isRenamed = tokens.isName(token + 1) && tokens.text(token + 1) === 'as'
    names.push({ name, local: isRenamed ? tokens.text(token + 2) : name.text, from })
    while (token < close && !tokens.is(token, ',')) token += 1
  }
  return names
}

/** `@prisma/client`, `./generated/prisma/client`, `../prisma`. */
export function isClientModule(from: string): boolean {
  return /prisma/i.test(from)
}
