import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import { badUrl, type ConnectionFailure } from './connectionFailure.js'

export type TlsSettings = {
  readonly kind: 'tls'
  readonly ssl: false | ConnectionOptions
  /** A server that offers no TLS is talked to without it. */
  readonly optional: boolean
}

/**
 * TLS as the URL asks for it, in the meaning that libpq and Prisma give to `sslmode` (PostgreSQL
 * manual, section 32.19): nothing and `prefer` take TLS where the server offers it; `require`
 * encrypts and checks the certificate only where a root certificate is named; `verify-ca` and
 * `verify-full` check it. Prisma's `sslaccept=strict` asks for the full check, its
 * `accept_invalid_certs` for none, and its `sslcert` (without `sslkey`) is the root certificate.
 * Certificate files are read relative to `folder`.
 */
export async function tlsOf(
  parameters: ReadonlyMap<string, string>,
  folder: string,
): Promise<TlsSettings | ConnectionFailure> {
  const mode = modeOf(parameters)
  if (mode === 'off') return { kind: 'tls', ssl: false, optional: false }
  const hasKey = parameters.has('sslkey')
  const ca = await fileOf(hasKey ? ['sslrootcert'] : ['sslrootcert', 'sslcert'], parameters, folder)
  const cert = await fileOf(hasKey ? ['sslcert'] : [], parameters, folder)
  const key = await fileOf(['sslkey'], parameters, folder)
  const pfx = await fileOf(['sslidentity'], parameters, folder)
  const files = [ca, cert, key, pfx]
  const unread = files.find((file) => file?.kind === 'failure')
  if (unread?.kind === 'failure') return unread
  const passphrase = parameters.get('sslpassword')
  return {
    kind: 'tls',
    optional: mode === 'preferred',
    ssl: {
      rejectUnauthorized: mode === 'verified' || mode === 'any-host',
      ...(mode === 'any-host' ? { checkServerIdentity: () => undefined } : {}),
      ...(ca?.kind === 'file' ? { ca: ca.content } : {}),
      ...(cert?.kind === 'file' ? { cert: cert.content } : {}),
      ...(key?.kind === 'file' ? { key: key.content } : {}),
      ...(pfx?.kind === 'file' ? { pfx: pfx.content } : {}),
      ...(passphrase === undefined ? {} : { passphrase }),
    },
  }
}

type Mode = 'off' | 'preferred' | 'unverified' | 'any-host' | 'verified'

function modeOf(parameters: ReadonlyMap<string, string>): Mode {
  const sslmode = parameters.get('sslmode')
  const ssl = parameters.get('ssl')
  if (sslmode === 'disable') return 'off'
  if (sslmode === undefined && (ssl === 'false' || ssl === '0')) return 'off'
  const accept = parameters.get('sslaccept')
  if (accept === 'strict' && asksForTls(sslmode, ssl)) return 'verified'
  if (sslmode === undefined && ssl === undefined)
    return namesFiles(parameters) ? 'verified' : 'preferred'
  if (sslmode === 'prefer' || sslmode === 'allow') return 'preferred'
  if (sslmode === 'no-verify' || ssl === 'no-verify' || accept === 'accept_invalid_certs')
    return 'unverified'
  if (sslmode === 'require') return parameters.has('sslrootcert') ? 'any-host' : 'unverified'
  return sslmode === 'verify-ca' ? 'any-host' : 'verified'
}

function asksForTls(sslmode: string | undefined, ssl: string | undefined): boolean {
  return (sslmode !== undefined && sslmode !== 'prefer' && sslmode !== 'allow') || ssl !== undefined
}

function namesFiles(parameters: ReadonlyMap<string, string>): boolean {
  return ['sslcert', 'sslkey', 'sslrootcert', 'sslidentity'].some((name) => parameters.has(name))
}

type CertificateFile = { readonly kind: 'file'; readonly content: Buffer } | ConnectionFailure

async function fileOf(
  names: readonly string[],
  parameters: ReadonlyMap<string, string>,
  folder: string,
): Promise<CertificateFile | undefined> {
  const name = names.find((one) => parameters.has(one))
  const file = name === undefined ? undefined : parameters.get(name)
  // libpq 16: the certificates that the system trusts, which are Node's default.
  if (file === undefined || file === '' || file === 'system') return undefined
  try {
    return { kind: 'file', content: await readFile(path.resolve(folder, file)) }
  } catch {
    return badUrl(`The file that ${name} in the URL names cannot be read.`)
  }
}
