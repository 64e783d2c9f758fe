export const majorVersions: readonly number[]

/** The folder of that PostgreSQL's programs, fetched from npm if need be, or why there is none. */
export function postgresOfVersion(
  major: number,
): { readonly native: string } | { readonly why: string }
