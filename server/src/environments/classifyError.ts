import {
  failure,
  type ConnectionEvidence,
  type ConnectionFailure,
  type FailureReason,
} from './connectionFailure.js'

/**
 * What an error of node-postgres, of Node's sockets or of PostgreSQL means. Undefined for an error
 * that has nothing to do with the connection: that one is a fault of ours and must not be hidden.
 */
export function classifyError(
  error: unknown,
  evidence: ConnectionEvidence,
): ConnectionFailure | undefined {
  const code = codeOf(error)
  const because = reasonOf(code, evidence)
  return because === undefined ? undefined : failure(because, evidence, code)
}

/** True when the first bytes cannot come from PostgreSQL: HTTP, SSH, MySQL, a TLS-only port. */
export function isForeignProtocol(bytes: Uint8Array, tlsRequested: boolean): boolean {
  const [type, lengthHigh] = bytes
  if (type === undefined) return false
  if (tlsRequested && bytes.length === 1) return type !== byte('S') && type !== byte('N')
  // A message is a letter and a length of four bytes, and the first one is not longer than 16 MB: a
  // request to sign in, an error, a notice, another version of the protocol. The fifth letter is TLS.
  const known = ['R', 'E', 'N', 'v', ...(tlsRequested ? ['S'] : [])].map(byte).includes(type)
  return !known || (lengthHigh !== undefined && lengthHigh !== 0)
}

function reasonOf(
  code: string | undefined,
  evidence: ConnectionEvidence,
): FailureReason | undefined {
  const connecting = evidence.stage === 'connecting'
  const { firstBytes, garbled } = evidence
  if (garbled || (firstBytes && isForeignProtocol(firstBytes, evidence.tls))) return 'not-postgres'
  if (code !== undefined && (isConnectionCode(code) || code.startsWith('08'))) {
    return connecting ? 'unreachable' : 'disconnected'
  }
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) return sqlStates.get(code) ?? 'query-failed'
  if (code !== undefined && isTlsCode(code)) return 'tls-failed'
  if (connecting) return reasonWithoutCode(evidence)
  return evidence.closed ? 'disconnected' : undefined
}

/**
 * What node-postgres reports without a code while it connects: the server's plain "no" to TLS, an
 * end of the connection, or a sign-in that cannot go on (no password given, an unknown method).
 */
function reasonWithoutCode({ tls, firstBytes, closed }: ConnectionEvidence): FailureReason {
  if (tls && firstBytes?.[0] === byte('N')) return 'tls-failed'
  if (tls && firstBytes?.[0] === byte('E')) return 'unreachable'
  return closed || !firstBytes ? 'unreachable' : 'authentication-failed'
}

const sqlStates: ReadonlyMap<string, FailureReason> = new Map([
  ['28P01', 'authentication-failed'],
  ['28000', 'authentication-failed'],
  ['42501', 'permission-denied'],
  ['3D000', 'no-such-database'],
  ['53300', 'too-many-connections'],
  ['57P03', 'starting-up'],
  ['57014', 'timed-out'],
  ['25P03', 'timed-out'],
  ['25P04', 'timed-out'],
  ['55P03', 'locked'],
  ['25006', 'write-refused'],
  ['57P01', 'disconnected'],
  ['57P02', 'disconnected'],
  ['57P05', 'disconnected'],
])

/** Node's names for what the network or the operating system answers. */
function isConnectionCode(code: string): boolean {
  return /^(ENOTFOUND|EAI_\w+|ECONN\w+|E(HOST|NET)(UNREACH|DOWN)|ENETRESET|EADDRNOTAVAIL|ETIMEDOUT|EPIPE|ENOENT|EACCES|EPERM)$/.test(
    code,
  )
}

/** OpenSSL's verification results carry their own names as Node's error code. */
function isTlsCode(code: string): boolean {
  return /^ERR_(TLS|SSL|OSSL)|CERT|CRL|SIGNATURE|^EPROTO$|^HOSTNAME_MISMATCH$/.test(code)
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

function byte(letter: string): number {
  return letter.charCodeAt(0)
}
