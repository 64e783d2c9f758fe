/**
 * Cuts JavaScript or TypeScript into the tokens that the static reader of config files needs.
 * Regular expressions are not known: one that holds a quote makes what follows unreadable, which the
 * reader reports as unknown.
 */
export function tokenizeScript(text: string): ScriptToken[] {
  const tokens: ScriptToken[] = []
  for (const { groups } of text.matchAll(pattern)) {
    const literal = groups?.['single'] ?? groups?.['double']
    const template = groups?.['template']
    const word = groups?.['word']
    const mark = groups?.['mark']
    if (literal !== undefined) tokens.push({ kind: 'string', text: unescape(literal) })
    else if (template?.includes('${') === true) tokens.push({ kind: 'mark', text: '`' })
    else if (template !== undefined) tokens.push({ kind: 'string', text: unescape(template) })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark })
  }
  return tokens
}

/** A `string` is a literal without anything to compute, its text unescaped. */
export type ScriptToken = { readonly kind: 'string' | 'word' | 'mark'; readonly text: string }

// Comments come first and have no name, so that they are passed over.
const pattern = new RegExp(
  [
    String.raw`\/\/[^\n\r]*`,
    String.raw`\/\*[^]*?(?:\*\/|$)`,
    String.raw`'(?<single>(?:[^'\\\n]|\\[^])*)'`,
    String.raw`"(?<double>(?:[^"\\\n]|\\[^])*)"`,
    '`(?<template>(?:[^`\\\\]|\\\\[^])*)`',
    String.raw`(?<word>[\p{ID_Start}$_][\p{ID_Continue}$]*)`,
    String.raw`(?<mark>\.\.\.|=>|\S)`,
  ].join('|'),
  'gu',
)

function unescape(literal: string): string {
  return literal.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^]))/g,
    (_whole, braced?: string, four?: string, two?: string, character?: string) => {
      const hexadecimal = braced ?? four ?? two
      if (hexadecimal !== undefined) return characterOf(Number.parseInt(hexadecimal, 16))
      return namedEscapes[character ?? ''] ?? character ?? ''
    },
  )
}

function characterOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd'
}

/** A backslash before a line end continues the literal. */
const namedEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
  '\r\n': '',
}
