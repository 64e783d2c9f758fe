import assert from 'node:assert/strict'
import { dataConfirmation } from '../../../client/src/environments/dataConfirmation.js'
import { usualTimeouts } from '../../../server/src/environments/connection.js'
import { parseConcertinaJson } from '../../../server/src/project/concertinaJson.js'

suite('the question before a protected environment is counted in', () => {
  const { message, detail } = dataConfirmation({ name: 'prod', target: 'db:5432/shop' })

  test('names the environment and its database', () => {
    assert.equal(message, 'Count rows in prod?')
    assert.match(detail, /^prod \(db:5432\/shop\) is protected\./)
    assert.match(dataConfirmation({ name: 'prod' }).detail, /^prod is protected\./)
  })

  test('tells the limits that the server keeps', () => {
    const { statementTimeoutMs, lockTimeoutMs } = usualTimeouts
    assert.ok(detail.includes(`may take ${statementTimeoutMs / 1000} seconds`))
    assert.equal(lockTimeoutMs, 500)
    assert.ok(detail.includes('half a second for a lock'))
    const { largestScanMegabytes } = parseConcertinaJson('{}', new Set()).configuration.thresholds
    assert.ok(
      detail.includes(
        `thresholds.largestScanMegabytes of concertina.json (${largestScanMegabytes}`,
      ),
    )
  })

  test('says that no value leaves the database', () => assert.match(detail, /never a value/))
})
