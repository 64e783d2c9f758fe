/**
 * Reads again whenever it is called, one reading at a time: calls during a reading are answered by
 * one more after it, so that the last answer is never older than the last call.
 */
export function createRereading(read: () => Promise<void>): () => void {
  const held = { isReading: false, isWanted: false }
  const run = async () => {
    held.isReading = true
    do {
      held.isWanted = false
      await read()
    } while (held.isWanted)
    held.isReading = false
  }
  return () => {
    held.isWanted = true
    if (!held.isReading) void run()
  }
}
