/**
 * Why a database could not be asked. `say` is for the user and holds the server's host and port at
 * most: no user name, no password, no part of the URL, and no text of the server, which may repeat
 * any of them.
 */
export type ConnectionFailure = {
  readonly kind: 'failure'
  readonly because: FailureReason
  readonly say: string
  /** SQLSTATE (PostgreSQL manual, appendix A) or Node's error code, for the log. */
  readonly code?: string
}

export type FailureReason =
  | 'bad-url'
  | 'unreachable'
  | 'authentication-failed'
  | 'permission-denied'
  | 'no-such-database'
  | 'tls-failed'
  | 'not-postgres'
  | 'too-many-connections'
  | 'starting-up'
  | 'timed-out'
  | 'locked'
  | 'disconnected'
  | 'write-refused'
  | 'query-failed'
  | 'aborted'

/** What is known about a connection when it fails. Decides without reading any message's text. */
export type ConnectionEvidence = {
  /** `host:port`. */
  readonly server: string
  readonly stage: 'connecting' | 'working'
  readonly tls: boolean
  /** The first bytes that the server sent. */
  readonly firstBytes?: Uint8Array
  /** The server closed the connection before us. */
  readonly closed: boolean
  /** The server sent something that is not PostgreSQL's protocol. */
  readonly garbled: boolean
}

export function badUrl(say: string): ConnectionFailure {
  return { kind: 'failure', because: 'bad-url', say }
}

export function aborted(): ConnectionFailure {
  return { kind: 'failure', because: 'aborted', say: 'The reading was cancelled.' }
}

export function failure(
  because: FailureReason,
  { server, tls }: Pick<ConnectionEvidence, 'server' | 'tls'>,
  code?: string,
): ConnectionFailure {
  const say = words(because, server, tls)
  return { kind: 'failure', because, say, ...(code === undefined ? {} : { code }) }
}

function words(because: FailureReason, server: string, tls: boolean): string {
  switch (because) {
    case 'bad-url':
      return 'The URL of this environment cannot be read.'
    case 'unreachable':
      return `${server} cannot be reached: no such host, nothing listens there, or a firewall or VPN is in between.`
    case 'authentication-failed':
      return tls
        ? `${server} refuses the sign-in. The user or the password in the URL is wrong, or this user may not sign in from here.`
        : `${server} refuses the sign-in. The user or the password in the URL is wrong, this user may not sign in from here, or the server demands TLS (sslmode=require in the URL).`
    case 'permission-denied':
      return `The user of this URL may not read the migrations on ${server}. It needs CONNECT on the database, USAGE on the schema and SELECT on "_prisma_migrations".`
    case 'no-such-database':
      return `${server} has no database of the name in the URL.`
    case 'tls-failed':
      return `No trusted TLS connection to ${server}: the server offers none, or its certificate is not trusted here. Add sslrootcert to the URL, or sslmode=no-verify to do without the check, or sslmode=disable to do without TLS.`
    case 'not-postgres':
      return `What answers at ${server} is not PostgreSQL.`
    case 'too-many-connections':
      return `${server} takes no further connection: its limit is reached.`
    case 'starting-up':
      return `${server} is starting up, shutting down or recovering and takes no connection yet.`
    case 'timed-out':
      return `${server} did not answer in time.`
    case 'locked':
      return `Another session on ${server} holds a lock that blocks reading. Nothing was waited for; read again when it is released.`
    case 'disconnected':
      return `${server} closed the connection while it was in use.`
    case 'write-refused':
      return `${server} refused a write, because Concertina reads in read-only sessions.`
    case 'query-failed':
      return `${server} answered a reading query with an error.`
    case 'aborted':
      return aborted().say
    default:
      return because satisfies never
  }
}
