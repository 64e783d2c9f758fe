/**
 * How much two names look like one that was changed, from 0 to 1: the greater of two measures,
 * both over the words of the names (`fullName`, `full_name` and `FullName` have the same two).
 * One is the share of words that both have, short ones such as `id` and `at` aside; the other
 * is 1 less the edit distance of the words put together, by the longer one's length.
 */
export function nameSimilarity(left: string, right: string): number {
  const leftWords = wordsOf(left)
  const rightWords = wordsOf(right)
  const shared = leftWords.filter((word) => word.length > 2 && rightWords.includes(word)).length
  const byWords = shared / Math.max(leftWords.length, rightWords.length, 1)
  return Math.max(byWords, likeness(leftWords.join(''), rightWords.join('')))
}

/** `name` and `fullName` are at this limit: half of the words, half of the letters. */
export const similarEnough = 0.5

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

function likeness(left: string, right: string): number {
  const longer = Math.max(left.length, right.length)
  return longer === 0 ? 0 : 1 - editDistance(left, right) / longer
}

/** Fewest insertions, deletions and replacements of one letter that make the right from the left. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...right].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
