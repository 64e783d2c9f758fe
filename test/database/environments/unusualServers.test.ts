import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { usualTimeouts, withReadOnlySession } from '../../../server/src/environments/connection.js'
import type { FailureReason } from '../../../server/src/environments/connectionFailure.js'
import { createTestDatabase } from '../../support/embeddedPostgres.js'
import { errorResponse, startFakeServer } from '../../support/fakeServer.js'

const options = { ...usualTimeouts, connectTimeoutMs: 200, certificateFolder: '/' }

suite('servers that are not as they should be', () => {
  test('one that accepts and says nothing is given up after the time to connect', () =>
    checkServer('timed-out', () => undefined))

  test('one that drops the connection is unreachable', () =>
    checkServer('unreachable', (socket) => socket.end()))

  test('one that resets the connection is unreachable', () =>
    checkServer('unreachable', (socket) => socket.once('data', () => socket.resetAndDestroy())))

  test('one that speaks HTTP is not PostgreSQL', () =>
    checkServer('not-postgres', (socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
    ))

  test('one that greets like MySQL is not PostgreSQL', () =>
    checkServer('not-postgres', (socket) => socket.write('J\0\0\0\n8.0.36\0')))

  test('one whose messages have impossible lengths is not PostgreSQL, and does not end our process', () =>
    checkServer(
      'not-postgres',
      (socket) =>
        socket.once('data', () =>
          socket.write(Buffer.from('R\0\0\0\x08\0\0\0\0T\0\0\0\x06\xff\xff', 'latin1')),
        ),
      '?sslmode=disable',
    ))

  test('one that answers the question for TLS with nonsense is not PostgreSQL', () =>
    checkServer(
      'not-postgres',
      (socket) => socket.once('data', () => socket.write('x')),
      '?sslmode=require',
    ))

  test('one that promises TLS and breaks off is unreachable', () =>
    checkServer(
      'unreachable',
      (socket) =>
        socket.once('data', () => {
          socket.write('S')
          socket.once('data', () => socket.end())
        }),
      '?sslmode=require',
    ))

  test('one that refuses the question for TLS is asked without it, when the URL leaves that open', async () => {
    const asked: number[] = []
    await checkServer('too-many-connections', (socket) =>
      socket.once('data', (first) => {
        asked.push(first.readInt32BE(4))
        const answer = asked.length === 1 ? 'N' : errorResponse('53300', 'no slot')
        socket.write(answer)
        if (asked.length === 1)
          socket.once('data', () => socket.end(errorResponse('53300', 'no slot')))
      }),
    )
    assert.equal(asked[0], 80877103)
  })

  test('one that is full says so', () =>
    checkServer('too-many-connections', (socket) =>
      socket.once('data', () => socket.end(errorResponse('53300', 'no slot for user-hunter2'))),
    ))

  test('one that starts up says so', () =>
    checkServer('starting-up', (socket) =>
      socket.once('data', () => socket.end(errorResponse('57P03', 'starting up'))),
    ))

  test('a port where nothing listens is unreachable', async () => {
    const server = await startFakeServer(() => undefined)
    await server.close()
    await checkUrl('unreachable', server.url)
  })

  test('a host without an address is unreachable', () =>
    checkUrl('unreachable', 'postgresql://user-hunter2:password-hunter2@nowhere.invalid/x'))

  test('a socket folder without a socket is unreachable', () =>
    checkUrl('unreachable', 'postgresql://user-hunter2:password-hunter2@x/x?host=/nonexistent'))

  test('a pooler that refuses start parameters is asked again without them', async function () {
    this.timeout(30_000)
    const database = await createTestDatabase()
    const refused: boolean[] = []
    const pooler = await startFakeServer((socket) => {
      socket.once('data', (startup) => {
        const refuse = startup.includes('default_transaction_read_only')
        refused.push(refuse)
        if (refuse) socket.end(errorResponse('08P01', 'unsupported startup parameter: options'))
        else relay(socket, startup, database.port)
      })
    })
    const url = `${database.url.replace(`:${database.port}/`, `:${pooler.port}/`)}?sslmode=disable`
    const result = await withReadOnlySession(url, usual(), (session) =>
      session.query("SELECT current_setting('transaction_read_only') AS read_only"),
    )
    assert.deepEqual(result, { kind: 'done', value: [{ read_only: 'on' }] })
    assert.deepEqual(refused, [true, false])
    await pooler.close()
    await database.drop()
  })
})

async function checkServer(
  because: FailureReason,
  talk: (socket: Socket) => unknown,
  parameters = '',
): Promise<void> {
  const server = await startFakeServer(talk)
  await checkUrl(because, `${server.url}${parameters}`)
  await server.close()
}

async function checkUrl(because: FailureReason, url: string): Promise<void> {
  const result = await withReadOnlySession(url, options, () => assert.fail('never called'))
  assert.ok(result.kind === 'failure')
  assert.equal(result.because, because)
  assert.doesNotMatch(JSON.stringify(result), /hunter2|postgresql:/)
}

function usual() {
  return { ...usualTimeouts, certificateFolder: '/' }
}

function relay(socket: Socket, first: Buffer, port: number): void {
  const server = connect(port, '127.0.0.1')
  server.on('error', () => socket.destroy())
  server.write(first)
  socket.pipe(server).pipe(socket)
}
