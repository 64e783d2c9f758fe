import assert from 'node:assert/strict'
import { renewedReadme } from '../../../../server/src/plans/document/planReadme.js'
import { readPlan } from '../../../../server/src/plans/document/readPlan.js'
import { backfillScript } from '../../../../server/src/plans/document/readmeBackfill.js'
import { draft, folderOf, withoutBackfill, written } from '../smallPlan.js'

const readme = folderOf(written()).get('README.md') ?? ''

suite('README.md of a plan', () => {
  test('shows the releases as a table', () =>
    assert.equal(
      section('Releases').split('\n\n')[1],
      `| Step | Database | schema.prisma | Versions that may run |
| --- | --- | --- | --- |
| start | as it is | as it is | R0 |
| **expand** | 2 migrations: Adds "fullName". | \`User.fullName\`, \`User.name\` | R0, then R0 and R1 |
| **migrate** | \`backfill.sql\` in batches, then \`verify.sql\` until it returns nothing | unchanged | R0 and R1; R1 may read the new shape behind gate G1 |
| **validate** | 2 migrations: Makes "fullName" required. | \`User.fullName\` | R0 and R1 |
| **contract** | one migration: Drops "name" \\| for good. | \`User.name\` | R1 and R2; R0 must be gone |`,
    ))

  test('says of each phase what the application must do, and how to stop', () => {
    assert.match(section('Expand'), /\*\*The application:\*\* Nothing has to change\./)
    assert.match(section('Expand'), /\*\*How to stop here:\*\* `rollback\/expand\.sql` takes/)
    assert.match(section('Migrate'), /\*\*How to stop here:\*\* stop the backfill\./)
    assert.match(section('Contract'), /there is no way back\. What is lost: What only the old/)
  })

  test('says which gates a phase waits for, and when they open', () => {
    assert.match(section('Gates'), /\*\*G1\*\*.*It opens the way to: validate, contract\./)
    assert.match(section('Gates'), /\*\*G2\*\*.*It opens the way to: contract\./)
    assert.match(section('Contract'), /\*\*Waits for G1 and G2:\*\*/)
    assert.doesNotMatch(section('Expand'), /Waits for/)
  })

  test('lists the proofs with their figures and the server of the rehearsal', () => {
    assert.match(section('What was proved'), /on PostgreSQL 18\.6 in one process/)
    assert.match(section('What was proved'), /- \*\*P4\*\* 345 writes, 0 diverging rows\./)
  })

  test('says what to do about an index that was built in half, when one is built', () => {
    assert.match(section('When an index build fails'), /DROP INDEX CONCURRENTLY/)
    const without = draft.phases.map((phase) => ({
      ...phase,
      migrations: phase.migrations.filter(({ kind }) => kind !== 'alone'),
    }))
    const other = folderOf(written({ ...draft, phases: without })).get('README.md') ?? ''
    assert.doesNotMatch(other, /index build/)
  })

  test('has no backfill to run by hand when there is none', () => {
    const other = folderOf(written(withoutBackfill)).get('README.md') ?? ''
    assert.doesNotMatch(other, /by hand/)
    assert.match(other, /No existing row has to change\./)
  })

  test('speaks of a trigger only where there is one', () => {
    const [expand, ...others] = draft.phases
    assert.ok(expand)
    const sql = 'CREATE CONSTRAINT TRIGGER t AFTER INSERT ON x EXECUTE FUNCTION f();'
    const file = { step: 'expand', kind: 'transaction', sql } as const
    const phases = [{ ...expand, migrations: [file] }, ...others]
    const other = folderOf(written({ ...draft, phases })).get('README.md') ?? ''
    assert.match(other, /R1, and R0 as long as the trigger is there/)
    assert.doesNotMatch(readme, /the trigger/)
  })

  test('has no migrate phase and no second gate where one deployment is all', () => {
    const only = { ...withoutBackfill, phases: draft.phases.slice(0, 1) }
    const other = folderOf(written(only)).get('README.md') ?? ''
    assert.doesNotMatch(other, /## Migrate|\*\*migrate\*\*|G2/)
    assert.match(other, /## Is the migrate phase complete\?/)
  })

  test('lists the steps: behind which others, who waits, and the way back', () =>
    assert.deepEqual(section('Steps').trim().split('\n').slice(2, 7), [
      '|  | Step | Kind | After | Who waits | Way back |',
      '| --- | --- | --- | --- | --- | --- |',
      '| 1 | `expand/expand` | schema |  | queries on the table, for a moment | with the expand phase |',
      '| 2 | `expand/expand_index` | schema | 1 | nobody | with the expand phase |',
      '| 3 | `migrate/backfill` | data | 2 | nobody | stop it; nothing has to be undone |',
    ]))

  test('that is renewed tells the new proofs and the query, and keeps what people wrote', () => {
    const reading = readPlan(folderOf(written()).get('plan.json') ?? '')
    assert.ok(reading.kind === 'plan')
    const { proofs } = reading.document
    const passed = [{ id: 'P1', say: 'No drift.', figures: {} }]
    const proved = { ...reading.document, proofs: { ...proofs, passed } }
    const own = readme.replace('## Gates\n', '## Gates\n\nAsk Ada first.\n')
    const renewed = renewedReadme(own, proved, { verify: 'SELECT 7', hasTrigger: false })
    assert.match(renewed, /\nAsk Ada first\.\n/)
    assert.match(renewed, /\n- \*\*P1\*\* No drift\.\n/)
    assert.doesNotMatch(renewed, /P4/)
    assert.match(renewed, /```sql\nSELECT 7\n```\n\n## When an index build fails\n/)
    const without = own.slice(0, own.indexOf('## What was proved'))
    assert.doesNotMatch(renewedReadme(without, proved, { verify: '', hasTrigger: false }), /P1/)
  })

  test('gives keys to psql as variables and quotes the first for the shell', () =>
    assert.equal(
      backfillScript(['id', 'tenant'], ['0', "o'x"]),
      String.raw`set -euo pipefail
key1='0'; key2='o'\''x'
while [ -n "$key1" ]; do
  batch=$(
    { echo 'PREPARE batch AS'; cat backfill.sql; echo "EXECUTE batch(:'key1', :'key2', 1000);"; } |
      psql "$DATABASE_URL" -XqAt -F $'\x1f' -v ON_ERROR_STOP=1 -v key1="$key1" -v key2="$key2"
  )
  IFS=$'\x1f' read -r key1 key2 changed <<< "$batch"
  printf '%s rows, next: %s\n' "$changed" "$key1"
  sleep 0.1
done`,
    ))
})

/** A section with its heading, without those behind it. */
function section(title: string): string {
  const start = readme.indexOf(`## ${title}\n`)
  assert.notEqual(start, -1, title)
  const end = readme.indexOf('\n## ', start + 1)
  return readme.slice(start, end === -1 ? undefined : end)
}
