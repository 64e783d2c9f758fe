import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

export type FakeServer = {
  readonly port: number
  /** A URL of it whose user, password and database all hold the word hunter2. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** A plain TCP server that treats every connection as `talk` does. */
export async function startFakeServer(talk: (socket: Socket) => void): Promise<FakeServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `postgresql://user-hunter2:password-hunter2@127.0.0.1:${port}/database-hunter2`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An ErrorResponse of PostgreSQL's protocol (manual, 54.7) with the given SQLSTATE and text. */
export function errorResponse(code: string, text: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
