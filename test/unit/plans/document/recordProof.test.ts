import assert from 'node:assert/strict'
import { planStanding } from '../../../../server/src/plans/document/planStanding.js'
import { readPlan } from '../../../../server/src/plans/document/readPlan.js'
import { recordProof } from '../../../../server/src/plans/document/recordProof.js'
import { historyOf, sha256 } from '../../../support/prismaMigrations.js'
import { folderOf, proofs, written } from '../smallPlan.js'

const files = written()
const folder = folderOf(files)
const migrations = Object.fromEntries(
  files.migrations.map(({ folder: name, text }) => [name, text]),
)
const reading = readPlan(folder.get('plan.json') ?? '')
assert.ok(reading.kind === 'plan')
const { document } = reading

suite('a plan that was proved again', () => {
  test('has the checksums of its files as they are now, and the new proofs', () => {
    folder.set('verify.sql', 'SELECT 2;\r\n')
    folder.set('contract.sql', 'SELECT 3;\n')
    folder.set('rollback/expand.sql', 'SELECT 4;\n')
    const place = { name: files.plan, textOf: (path: string) => folder.get(path) }
    const standing = (of: typeof document) => planStanding(of, place, historyOf(migrations), sha256)
    assert.deepEqual(standing(document).edited, ['verify.sql', 'rollback/expand.sql'])
    assert.equal(standing(document).phases[2]?.state, 'unknown')

    const textOf = (path: string) => folder.get(path) ?? migrations[path.split('/').at(-2) ?? '']
    const at = new Date('2027-02-03T04:05:06Z')
    const after = recordProof(document, proofs, { textOf, sha256, at })
    assert.deepEqual(standing(after).edited, [])
    assert.equal(standing(after).phases[2]?.state, 'heldBack')
    assert.deepEqual(after.proofs, {
      postgres: 'PostgreSQL 18.6',
      at: '2027-02-03T04:05:06.000Z',
      passed: proofs.proofs,
    })
    assert.equal(readPlan(JSON.stringify(after)).kind, 'plan')
  })
})
