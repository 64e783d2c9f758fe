/** The file beside the migration folders in which Prisma keeps the database provider. */
export const lockFileName = 'migration_lock.toml'

/**
 * `provider` of a migration_lock.toml. Prisma writes this file itself, with comments and the one
 * line `provider = "postgresql"`; a merge conflict or a file of another shape yields nothing.
 */
export function providerOfLockFile(text: string): string | undefined {
  const values = new Set(
    [...text.matchAll(/^[ \t]*provider[ \t]*=[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)')/gm)].map(
      (match) => match[1] ?? match[2] ?? '',
    ),
  )
  const [provider] = values
  return values.size === 1 ? provider : undefined
}
