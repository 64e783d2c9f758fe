/**
 * Whether a text of SQL, such as the body of a DO block, names an object: the name stands in it as
 * a whole word, in whatever place. A comment or a string that has it counts too.
 */
export function mentionsName(text: string, name: string): boolean {
  const isPartOfWord = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}_$]/u.test(character)
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isPartOfWord(text[at - 1]) && !isPartOfWord(text[at + name.length])) return true
  }
  return false
}
