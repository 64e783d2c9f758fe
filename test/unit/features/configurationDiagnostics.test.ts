import assert from 'node:assert/strict'
import { configurationDiagnostics } from '../../../server/src/features/configurationDiagnostics.js'
import { parseConcertinaJson } from '../../../server/src/project/concertinaJson.js'

suite('what is said of concertina.json', () => {
  test('a server that runs another version than the file says, at that version', () => {
    const text = `{ "postgresVersion": 16, "environments": [{ "name": "prod", "urlEnv": "URL" }] }`
    const read = { uri: 'file:///concertina.json', text, ...parseConcertinaJson(text, new Set()) }
    const told = (version: number) =>
      configurationDiagnostics(read, [{ environment: 'prod', version }]).map(
        ({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`,
      )
    assert.deepEqual(told(16), [])
    assert.deepEqual(told(15), [
      '"postgresVersion": 16: Judged for PostgreSQL 16, as concertina.json says; but the server of prod runs 15.',
    ])
  })
})
