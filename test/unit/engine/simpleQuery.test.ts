import assert from 'node:assert/strict'
import {
  readSimpleAnswer,
  simpleQueryMessage,
} from '../../../server/src/engine/child/simpleQuery.js'

suite('the simple query protocol', () => {
  test('sends the text with its length in bytes and a zero behind it', () => {
    const text = "SELECT 'é'"
    const bytes = [...Buffer.from(text), 0]
    assert.deepEqual(
      [...simpleQueryMessage(text)],
      [...Buffer.from('Q'), 0, 0, 0, 4 + bytes.length, ...bytes],
    )
  })

  test('lets a COPY that waits for rows fail', () => {
    const sent = Buffer.from(simpleQueryMessage('COPY t FROM stdin'))
    assert.equal(sent.subarray(1 + sent.readUInt32BE(1)).toString('latin1', 0, 1), 'f')
  })

  test('reads rows as text and keeps an empty value apart from NULL', () => {
    const answer = Buffer.concat([
      message('T', [0, 0]),
      message('D', [0, 3, ...value('é'), 0xff, 0xff, 0xff, 0xff, ...value('')]),
      message('C', [...Buffer.from('SELECT 1'), 0]),
      message('Z', [...Buffer.from('I')]),
    ])
    assert.deepEqual(readSimpleAnswer(answer), { rows: [['é', null, '']] })
  })

  test('tells the first error with its fields', () => {
    const answer = Buffer.concat([
      message('E', [...Buffer.from('SERROR\0C42P01\0Mrelation "t" does not exist\0P15\0\0')]),
      message('E', [...Buffer.from('SERROR\0C25P02\0\0')]),
    ])
    const { error } = readSimpleAnswer(answer)
    assert.equal(error?.get('C'), '42P01')
    assert.equal(error?.get('M'), 'relation "t" does not exist')
    assert.equal(error?.get('P'), '15')
  })
})

function message(code: string, body: readonly number[]): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(4 + body.length)
  return Buffer.concat([Buffer.from(code), length, Buffer.from(body)])
}

function value(text: string): number[] {
  return [0, 0, 0, Buffer.byteLength(text), ...Buffer.from(text)]
}
