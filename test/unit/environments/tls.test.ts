import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { tlsOf } from '../../../server/src/environments/tls.js'

suite('TLS settings of a URL', () => {
  let folder = ''
  setup(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'concertina-tls-'))
    await Promise.all(
      ['ca.pem', 'client.pem', 'client.key', 'id.p12'].map((name) =>
        writeFile(path.join(folder, name), name),
      ),
    )
  })
  teardown(() => rm(folder, { recursive: true, force: true }))

  for (const parameters of ['sslmode=disable', 'ssl=false', 'ssl=0']) {
    test(`"${parameters}" is no TLS`, async () => assert.equal(await ssl(parameters), false))
  }

  for (const parameters of [
    'sslmode=verify-full',
    'ssl=true',
    'sslmode=require&sslaccept=strict',
  ]) {
    test(`"${parameters}" checks the certificate and the host`, async () =>
      assert.deepEqual(await ssl(parameters), { rejectUnauthorized: true }))
  }

  for (const parameters of [
    'sslmode=no-verify',
    'ssl=no-verify',
    'sslmode=require',
    'sslmode=require&sslaccept=accept_invalid_certs',
  ]) {
    test(`"${parameters}" takes any certificate`, async () =>
      assert.deepEqual(await ssl(parameters), { rejectUnauthorized: false }))
  }

  for (const parameters of ['', 'sslmode=prefer', 'sslmode=allow', 'sslaccept=strict']) {
    test(`"${parameters}" takes TLS where it is offered`, async () => {
      const result = await tlsOf(new Map(new URLSearchParams(parameters)), folder)
      assert.deepEqual(result, { kind: 'tls', optional: true, ssl: { rejectUnauthorized: false } })
    })
  }

  for (const parameters of ['sslmode=verify-ca', 'sslmode=require&sslrootcert=ca.pem']) {
    test(`"${parameters}" checks the certificate and takes any host name`, async () => {
      const settings = await ssl(parameters)
      assert.ok(settings && settings.rejectUnauthorized)
      assert.equal(settings.checkServerIdentity?.('db', {} as never), undefined)
    })
  }

  test('certificate files are read relative to the folder', async () =>
    assert.deepEqual(
      await ssl('sslmode=verify-full&sslrootcert=ca.pem&sslcert=client.pem&sslkey=client.key'),
      {
        rejectUnauthorized: true,
        ca: Buffer.from('ca.pem'),
        cert: Buffer.from('client.pem'),
        key: Buffer.from('client.key'),
      },
    ))

  test('sslcert without a key is the root certificate, as Prisma has it', async () =>
    assert.deepEqual(await ssl('sslcert=ca.pem'), {
      rejectUnauthorized: true,
      ca: Buffer.from('ca.pem'),
    }))

  test('sslidentity and sslpassword are a PKCS 12 archive, as Prisma has it', async () =>
    assert.deepEqual(await ssl('sslidentity=id.p12&sslpassword=secret'), {
      rejectUnauthorized: true,
      pfx: Buffer.from('id.p12'),
      passphrase: 'secret',
    }))

  test('a file that cannot be read is named by its parameter and not by its path', async () => {
    const result = await tlsOf(new Map([['sslrootcert', 'private/gone.pem']]), folder)
    assert.deepEqual(result, {
      kind: 'failure',
      because: 'bad-url',
      say: 'The file that sslrootcert in the URL names cannot be read.',
    })
  })

  async function ssl(parameters: string) {
    const result = await tlsOf(new Map(new URLSearchParams(parameters)), folder)
    assert.equal(result.kind, 'tls')
    return result.kind === 'tls' && result.ssl
  }
})
