import type { Socket } from 'node:net'
import { Client, Connection } from 'pg'
import { classifyError, isForeignProtocol } from './classifyError.js'
import { aborted, type ConnectionEvidence, type ConnectionFailure } from './connectionFailure.js'
import { describeServer, readDatabaseUrl, type DatabaseAddress } from './databaseUrl.js'
import { interruptionOf, type Interruption } from './interruption.js'
import { tlsOf, type TlsSettings } from './tls.js'
import { guardEvents, watchSocket, type WatchedSocket } from './watchedSocket.js'

export type SessionOptions = {
  /** Until the server is ready for a query. */
  readonly connectTimeoutMs: number
  /** For one statement, on the server. */
  readonly statementTimeoutMs: number
  /** For one lock, on the server: reading must never join the queue behind a migration. */
  readonly lockTimeoutMs: number
  /** For the whole, whatever the server does. */
  readonly totalTimeoutMs: number
  /** Certificate files in the URL are relative to this folder. */
  readonly certificateFolder: string
  readonly signal?: AbortSignal
}

export const usualTimeouts = {
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 5_000,
  lockTimeoutMs: 500,
  totalTimeoutMs: 15_000,
} as const

/** Sends one statement at a time; a text with several is refused by the server. */
export type ReadOnlySession = {
  readonly query: <Row extends Record<string, unknown>>(
    text: string,
    values?: readonly (string | number)[],
  ) => Promise<readonly Row[]>
  /** `?schema=` of the URL. */
  readonly schema?: string
}

export type SessionResult<Value> =
  { readonly kind: 'done'; readonly value: Value } | ConnectionFailure

/**
 * Runs `work` in one read-only transaction on a connection of its own, which is always closed and
 * whose transaction is always rolled back. Whatever the server, the network, the timeouts or the
 * signal end becomes a value; an exception that `work` itself throws comes through.
 *
 * Settings are local to the transaction, because behind a pooler a session belongs to others as
 * well; only the start of the connection asks for `default_transaction_read_only`, as a second lock,
 * and does without where a pooler refuses start parameters (SQLSTATE 08P01).
 */
export async function withReadOnlySession<Value>(
  url: string,
  options: SessionOptions,
  work: (session: ReadOnlySession) => Promise<Value>,
): Promise<SessionResult<Value>> {
  const address = readDatabaseUrl(url)
  if (address.kind === 'failure') return address
  const tls = await tlsOf(address.parameters, options.certificateFolder)
  if (tls.kind === 'failure') return tls
  if (options.signal?.aborted) return aborted()

  const target: Target = {
    address,
    ssl: tls.ssl,
    server: describeServer(address),
    tls: tls.ssl !== false,
  }
  const interruption = interruptionOf(options.totalTimeoutMs, options.signal, target)
  try {
    const first = await runGuarded(target, options, interruption, work)
    return tls.optional && first.kind === 'failure' && refusesTls(first)
      ? await runGuarded({ ...target, ssl: false, tls: false }, options, interruption, work)
      : first
  } finally {
    interruption.dispose()
  }
}

/**
 * A server may say no to TLS, or answer the question with an error before it has looked at it; libpq
 * goes on without TLS in both cases. An error of the network has a code.
 */
function refusesTls({ because, code }: ConnectionFailure): boolean {
  return because === 'tls-failed' || (because === 'unreachable' && code === undefined)
}

/** A pooler may refuse start parameters; it is asked again without them. */
async function runGuarded<Value>(
  target: Target,
  options: SessionOptions,
  interruption: Interruption,
  work: (session: ReadOnlySession) => Promise<Value>,
): Promise<SessionResult<Value>> {
  const first = await runAttempt(target, true, options, interruption, work)
  return first.kind === 'failure' && first.code === '08P01'
    ? runAttempt(target, false, options, interruption, work)
    : first
}

type Target = {
  readonly address: DatabaseAddress
  readonly ssl: TlsSettings['ssl']
  readonly server: string
  readonly tls: boolean
}

async function runAttempt<Value>(
  target: Target,
  guarded: boolean,
  options: SessionOptions,
  interruption: Interruption,
  work: (session: ReadOnlySession) => Promise<Value>,
): Promise<SessionResult<Value>> {
  const watched = watchSocket((bytes) => {
    if (isForeignProtocol(bytes, target.tls)) interruption.interrupt('not-postgres')
  })
  const connectTimer = setTimeout(
    () => interruption.interrupt('timed-out'),
    options.connectTimeoutMs,
  )
  const client = clientFor(target, guarded, watched)
  // Comes when the server ends the connection between two queries; without a listener such an event
  // would end our process.
  client.on('error', () => {
    watched.seen.closed = true
  })
  const running = runTransaction(client, target, options, work, watched, () =>
    clearTimeout(connectTimer),
  )
  try {
    return await Promise.race([running, interruption.failure])
  } finally {
    clearTimeout(connectTimer)
    // After an interruption nobody waits for the work, and its end is of no interest.
    running.catch(() => undefined)
    watched.socket.destroy()
  }
}

async function runTransaction<Value>(
  client: Client,
  target: Target,
  options: SessionOptions,
  work: (session: ReadOnlySession) => Promise<Value>,
  { socket, seen }: WatchedSocket,
  onConnected: () => void,
): Promise<SessionResult<Value>> {
  try {
    await client.connect()
  } catch (error) {
    return orThrow(error, { ...target, ...seen, stage: 'connecting' })
  }
  onConnected()
  try {
    await client.query(beginReadOnly(options))
    return { kind: 'done', value: await work(sessionOf(client, target.address)) }
  } catch (error) {
    return orThrow(error, { ...target, ...seen, stage: 'working' })
  } finally {
    await sayGoodbye(client, socket)
  }
}

function orThrow(error: unknown, evidence: ConnectionEvidence): ConnectionFailure {
  const classified = classifyError(error, evidence)
  if (!classified) throw error
  return classified
}

function sessionOf(client: Client, { schema }: DatabaseAddress): ReadOnlySession {
  return {
    ...(schema === undefined ? {} : { schema }),
    query: async <Row extends Record<string, unknown>>(
      text: string,
      values: readonly (string | number)[] = [],
    ) => {
      // The extended protocol takes one statement a message.
      const config = { text, values: [...values], queryMode: 'extended' }
      const { rows } = await client.query<Row>(config)
      return rows
    },
  }
}

function beginReadOnly({ statementTimeoutMs, lockTimeoutMs, totalTimeoutMs }: SessionOptions) {
  return [
    'BEGIN READ ONLY',
    `SET LOCAL statement_timeout = ${Math.trunc(statementTimeoutMs)}`,
    `SET LOCAL lock_timeout = ${Math.trunc(lockTimeoutMs)}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${Math.trunc(totalTimeoutMs)}`,
    // From the first query on, PostgreSQL refuses to make the transaction writable (manual, SET TRANSACTION).
    'SELECT 1',
  ].join('; ')
}

function clientFor({ address, ssl }: Target, guarded: boolean, watched: WatchedSocket): Client {
  const startOptions = [
    address.parameters.get('options') ?? '',
    guarded ? '-c default_transaction_read_only=on' : '',
  ]
  const connection = new Connection({ stream: () => watched.socket, ssl })
  // Under TLS the messages come from a second stream, laid over the socket.
  connection.once('sslconnect', () => guardEvents(connection.stream, watched.seen))
  const config = {
    connection,
    host: address.host,
    port: address.port,
    database: address.database,
    user: address.user,
    // A function, so that neither PGPASSWORD nor a .pgpass file stands in for what the URL lacks.
    password: () => address.password ?? '',
    ssl,
    sslnegotiation: 'postgres' as const,
    application_name: 'concertina',
    options: startOptions.filter((option) => option !== '').join(' '),
  }
  return new Client(config)
}

/** How long a server gets to answer our good-bye. */
const farewellMs = 1_000

async function sayGoodbye(client: Client, socket: Socket): Promise<void> {
  // A pooler keeps the server's connection only when the transaction has ended. When this fails the
  // connection is gone, and the transaction with it.
  await client.query('ROLLBACK').catch(() => undefined)
  const timer = setTimeout(() => socket.destroy(), farewellMs)
  await client.end().catch(() => undefined)
  clearTimeout(timer)
}
