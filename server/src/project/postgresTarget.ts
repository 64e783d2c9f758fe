import type { ConcertinaConfiguration } from './concertinaJson.js'

/** The major version of the server behind an environment, as it answered last. */
export type KnownServer = { readonly environment: string; readonly version: number }

/** The PostgreSQL that scripts are judged for, and who says so. */
export type PostgresTarget = {
  /** Major version. */
  readonly version: number
  readonly basis: 'file' | 'server' | 'assumed'
  /** For the user, a sentence. */
  readonly say: string
  /** concertina.json and a server differ: `say` tells both. */
  readonly differs: boolean
}

/** PostgreSQL's version is assumed to be this where nothing says otherwise: the oldest in support. */
const assumedVersion = 14

/** The file has the last word: it may know of servers that nobody asks. */
export function postgresTargetOf(
  configuration: Pick<ConcertinaConfiguration, 'postgresVersion' | 'environments'>,
  servers: readonly KnownServer[],
): PostgresTarget {
  const { environments, postgresVersion } = configuration
  const versions = environments.flatMap(({ name, postgresVersion: written }): Version[] => {
    const running = servers.find(({ environment }) => environment === name)?.version
    if (written === undefined && running === undefined) return []
    return [
      {
        name,
        version: written ?? running ?? assumedVersion,
        ...(written === undefined ? {} : { written }),
        ...(running === undefined ? {} : { running }),
      },
    ]
  })
  if (postgresVersion !== undefined) return ofFile(postgresVersion, versions, environments.length)
  const [oldest] = versions.toSorted((left, right) => left.version - right.version)
  if (oldest === undefined) {
    return {
      version: assumedVersion,
      basis: 'assumed',
      say: `Judged for PostgreSQL ${assumedVersion}: concertina.json names no version, and no server has been asked.`,
      differs: false,
    }
  }
  const { version, name } = oldest
  const others = versions.flatMap(({ name: other, written, running }) =>
    written === undefined || running === undefined || written === running
      ? []
      : [`the server of ${other} runs ${running}, not ${written}`],
  )
  const differs = others.length > 0
  if (oldest.written !== undefined) {
    return {
      version,
      basis: 'file',
      say: `Judged for PostgreSQL ${version}, as concertina.json says of ${name}${but(others)}.`,
      differs,
    }
  }
  return {
    version,
    basis: 'server',
    say: `Judged for PostgreSQL ${version}, which the server of ${name} runs; concertina.json names no version for it${but(others)}.`,
    differs,
  }
}

type Version = {
  readonly name: string
  readonly version: number
  readonly written?: number
  readonly running?: number
}

/** Where every server is known, one that is newer than the file says counts as well. */
function ofFile(version: number, versions: readonly Version[], all: number): PostgresTarget {
  const running = versions.filter((one) => one.running !== undefined)
  const older = running.filter((one) => (one.running ?? version) < version)
  const isTooOld = running.length === all && running.every((one) => (one.running ?? 0) > version)
  const others = older.length > 0 ? older : isTooOld ? running : []
  const told = others.map((one) => `the server of ${one.name} runs ${one.running ?? ''}`)
  return {
    version,
    basis: 'file',
    say: `Judged for PostgreSQL ${version}, as concertina.json says${but(told)}.`,
    differs: told.length > 0,
  }
}

function but(others: readonly string[]): string {
  return others.length === 0 ? '' : `; but ${others.join(', and ')}`
}
