/**
 * `$tag$…$tag$` around a body of procedural code. The body may hold names that the user chose, so a
 * tag is taken that does not occur in it (manual, "Dollar-Quoted String Constants").
 */
export function dollarQuoted(body: string, word: string): string {
  let tag = `$${word}$`
  for (let number = 2; body.includes(tag); number += 1) tag = `$${word}${number}$`
  return `${tag}\n${body}\n${tag}`
}

/** A comment of one line; a line end or another control character in a name does not end it. */
export function lineComment(text: string): string {
  return `-- ${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`
}

/** Every line of the text moved to the right; empty lines stay empty. */
export function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by))
}

/** Statements as a script; each is given without its semicolon. */
export function scriptOf(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join('')
}
