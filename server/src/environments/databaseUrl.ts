import { badUrl, type ConnectionFailure } from './connectionFailure.js'

/** A connection URL taken apart. Holds the password: never print, log or store it. */
export type DatabaseAddress = {
  readonly kind: 'address'
  /** Host name, address without brackets, or folder of a Unix socket. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user?: string
  readonly password?: string
  /** `?schema=` of a Prisma URL. */
  readonly schema?: string
  /** All other parameters, as written. */
  readonly parameters: ReadonlyMap<string, string>
}

const postgresPort = 5432

/**
 * Reads the URL that Prisma, node-postgres and libpq share. Refused with words that never repeat any
 * part of it: another scheme, several hosts, no database, a password whose `@ # / ? %` are not
 * percent-encoded (its second half would end up as the host's name in every message).
 */
export function readDatabaseUrl(text: string): DatabaseAddress | ConnectionFailure {
  const trimmed = text.trim()
  if (trimmed === '') return badUrl('The URL of this environment is empty.')
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase()
  if (scheme !== 'postgres' && scheme !== 'postgresql') return wrongScheme(scheme)
  const authority = /^[^:]+:\/\/([^/?#]*)/.exec(trimmed)?.[1] ?? ''
  const rest = trimmed.slice(`${scheme}://`.length + authority.length)
  if (rest.includes('@') || rest.includes('#')) return notEncoded()
  if (authority.slice(authority.lastIndexOf('@') + 1).includes(',')) {
    return badUrl('The URL names several hosts. Give the URL of the one that takes writes.')
  }
  try {
    return addressOf(new URL(trimmed))
  } catch {
    return notEncoded()
  }
}

/** `host:port/database`, for people. Says nothing of a URL that it cannot read. */
export function describeUrl(url: string): string {
  const address = readDatabaseUrl(url)
  return address.kind === 'address'
    ? `${describeServer(address)}/${address.database}`
    : 'an address that cannot be read'
}

/** `host:port`, the most that a message says of a server. */
export function describeServer({ host, port }: { readonly host: string; readonly port: number }) {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function addressOf(url: URL): DatabaseAddress | ConnectionFailure {
  const parameters = new Map(url.searchParams)
  const take = (name: string) => {
    const value = parameters.get(name)
    parameters.delete(name)
    return value === undefined || value === '' ? undefined : value
  }
  const user = take('user') ?? decoded(url.username)
  const password = take('password') ?? decoded(url.password)
  const schema = take('schema')
  const host = take('host') ?? decoded(url.hostname)?.replace(/^\[(.*)\]$/, '$1') ?? 'localhost'
  const port = Number(take('port') ?? (url.port || postgresPort))
  const database = take('dbname') ?? decoded(url.pathname.slice(1))
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return badUrl('The port in the URL is not a number between 1 and 65535.')
  }
  if (database === undefined) {
    return badUrl(
      'The URL names no database. Write it after the host: postgresql://…@host:5432/database',
    )
  }
  return {
    kind: 'address',
    host,
    port,
    database,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(schema === undefined ? {} : { schema }),
    parameters,
  }
}

function decoded(text: string): string | undefined {
  return text === '' ? undefined : decodeURIComponent(text)
}

function notEncoded(): ConnectionFailure {
  return badUrl(
    'The URL cannot be read. Characters such as @ # / ? % in the user name or password must be percent-encoded: %40 %23 %2F %3F %25.',
  )
}

function wrongScheme(scheme: string | undefined): ConnectionFailure {
  switch (scheme) {
    case 'prisma':
    case 'prisma+postgres':
      return badUrl(
        'The URL is that of Prisma Accelerate or of a local Prisma Postgres, which does not speak the protocol of PostgreSQL. Give the direct URL, which begins with postgres://',
      )
    case 'mysql':
    case 'mongodb':
    case 'mongodb+srv':
    case 'sqlserver':
    case 'file':
      return badUrl(
        'The URL is for another kind of database. Concertina talks to PostgreSQL only: postgresql://…',
      )
    case undefined:
    default:
      return badUrl('The URL does not begin with postgresql:// or postgres://')
  }
}
