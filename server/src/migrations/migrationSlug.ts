import { transliterate } from './transliteration.js'

/** Prisma cuts a longer name without a word; its engine would refuse it. */
const longestSlug = 200

/**
 * A migration's name as Prisma's command line writes it into the folder name: letters made Latin,
 * words split at capitals, everything else one underscore, cut at 200 characters. The result holds
 * `a-z`, `0-9` and `_` only and may be empty. (Prisma runs `@sindresorhus/slugify` 1.1.2 with the
 * separator `_`; the odd corners, `ADD2FA` to `add_2_fa` for example, are that library's.)
 */
export function migrationSlug(name: string): string {
  return splitAtCapitals(transliterate(name))
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, longestSlug)
}

function splitAtCapitals(text: string): string {
  return text
    .replace(/([A-Z]{2,})(\d+)/g, '$1 $2')
    .replace(/([a-z\d]+)([A-Z]{2,})/g, '$1 $2')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z\d]+)/g, '$1 $2')
}
