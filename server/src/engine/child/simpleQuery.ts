import type { TextRow } from './postgres.js'

/**
 * PostgreSQL's simple query protocol, as far as it is needed here (manual, sections 54.2.3 and
 * 54.7): PGlite's own reading of answers costs more than most statements that are executed here.
 */
export function simpleQueryMessage(sql: string): Uint8Array {
  const query = message('Q', sql)
  return takesRows.test(sql) ? Buffer.concat([query, message('f', noRows)]) : query
}

export type SimpleAnswer = {
  /** Of all statements of the query together. */
  readonly rows: readonly TextRow[]
  /** The fields of the error response by their one-letter codes; the rest of the query did not run. */
  readonly error?: ReadonlyMap<string, string>
}

/** Notices, row descriptions and command tags are passed over. */
export function readSimpleAnswer(answer: Uint8Array): SimpleAnswer {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength)
  const rows: TextRow[] = []
  let error: ReadonlyMap<string, string> | undefined
  for (let at = 0; at + 1 + lengthBytes <= bytes.length;) {
    const code = bytes[at]
    const start = at + 1 + lengthBytes
    const end = at + 1 + bytes.readUInt32BE(at + 1)
    if (code === dataRowCode) rows.push(readRow(bytes, start))
    // The first error is the cause of those that may follow it.
    else if (code === errorCode) error ??= readFields(bytes.subarray(start, end))
    at = end
  }
  return error === undefined ? { rows } : { rows, error }
}

/**
 * COPY … FROM STDIN waits for rows that nobody sends, and the server ends when there are none. A
 * CopyFail behind the query makes the statement fail instead; otherwise it is passed over
 * (manual, section 54.2.6).
 */
const takesRows = /\bcopy\b[^;]*\bfrom\s+stdin\b/i
const noRows = 'a migration has no rows to send'

const lengthBytes = 4
const dataRowCode = 'D'.charCodeAt(0)
const errorCode = 'E'.charCodeAt(0)
/** The length of a value that is NULL. */
const nullLength = -1

function message(code: string, text: string): Buffer {
  const body = Buffer.from(text, 'utf8')
  const bytes = Buffer.alloc(1 + lengthBytes + body.length + 1)
  bytes.write(code, 0)
  // The length counts itself, and the zero behind the text.
  bytes.writeUInt32BE(lengthBytes + body.length + 1, 1)
  body.copy(bytes, 1 + lengthBytes)
  return bytes
}

function readRow(bytes: Buffer, start: number): TextRow {
  const values: (string | null)[] = []
  let at = start + 2
  for (let left = bytes.readUInt16BE(start); left > 0; left--) {
    const length = bytes.readInt32BE(at)
    at += lengthBytes
    values.push(length === nullLength ? null : bytes.toString('utf8', at, at + length))
    if (length > 0) at += length
  }
  return values
}

function readFields(bytes: Buffer): ReadonlyMap<string, string> {
  const fields = bytes.toString('utf8').split('\0')
  return new Map(
    fields.filter((field) => field !== '').map((field) => [field.charAt(0), field.slice(1)]),
  )
}
