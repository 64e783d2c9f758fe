import { readDatabaseUrl, type DatabaseAddress } from './databaseUrl.js'

/**
 * Whether two URLs lead to the same database, whoever signs in and whatever the schema: two names for
 * this machine are one, and Neon's pooler is the server behind it. Different names can still be one
 * server (an alias in DNS, a tunnel), so "different" is a likelihood; a URL that cannot be read is
 * "unknown", and a guard must treat that as the same.
 */
export function sameDatabase(left: string, right: string): 'same' | 'different' | 'unknown' {
  const a = readDatabaseUrl(left)
  const b = readDatabaseUrl(right)
  if (a.kind === 'failure' || b.kind === 'failure') return 'unknown'
  return placeOf(a) === placeOf(b) ? 'same' : 'different'
}

function placeOf({ host, port, database }: DatabaseAddress): string {
  return JSON.stringify([serverName(host.toLowerCase().replace(/\.$/, '')), port, database])
}

function serverName(host: string): string {
  if (host.startsWith('/') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host))
    return 'localhost'
  return host.replace(/^([^.]+)-pooler\.(.*neon\.tech)$/, '$1.$2')
}
