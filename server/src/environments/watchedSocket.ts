import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ConnectionEvidence } from './connectionFailure.js'

/** A socket that notes what tells one failure from another. */
export type WatchedSocket = { readonly socket: Socket; readonly seen: Seen }

type Seen = {
  -readonly [
    Key in keyof Pick<ConnectionEvidence, 'firstBytes' | 'closed' | 'garbled'>
  ]: ConnectionEvidence[Key]
}

export function watchSocket(onFirstBytes: (bytes: Uint8Array) => void): WatchedSocket {
  const socket = new Socket()
  const seen: Seen = { closed: false, garbled: false }
  socket.once('data', (bytes: Buffer) => {
    seen.firstBytes = bytes
    onFirstBytes(bytes)
  })
  socket.once('close', () => {
    seen.closed = true
  })
  guardEvents(socket, seen)
  return { socket, seen }
}

/**
 * node-postgres reads the lengths in a message as they come, and throws out of the stream's event
 * when they make no sense, where nobody can catch it: one broken server would end our process. Here
 * the exception becomes an error of the stream.
 */
export function guardEvents(stream: Duplex, seen: Seen): void {
  const emit = stream.emit.bind(stream) as (...event: unknown[]) => boolean
  stream.emit = (...event: unknown[]) => {
    try {
      return emit(...event)
    } catch (error) {
      seen.garbled = true
      stream.destroy(error instanceof Error ? error : new Error('A listener threw no error.'))
      return true
    }
  }
}
