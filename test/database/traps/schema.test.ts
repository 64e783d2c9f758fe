import assert from 'node:assert/strict'
import { schemaThemes } from '../../../bench/accuracy/traps/index.js'
import { schemaForgotten } from '../../../bench/accuracy/traps/schemaHandmade.js'
import { startSchemaServer, type SchemaServer } from '../../../bench/accuracy/schemaTruth.js'
import { edited, rulesOf, type SchemaTrap } from '../../../bench/accuracy/traps/trap.js'
import { startBench, type Bench } from '../../support/judge.js'
import { sliceOf } from './slice.js'

suite('traps of the schema, their verdicts and the server', () => {
  const all = schemaThemes.flatMap(({ traps }) => traps)
  const isFelt = ({ server: { whole, split, blocks, loses } }: SchemaTrap) =>
    whole !== undefined || split !== undefined || blocks || loses

  test('of what a server refuses, blocks or loses somebody is warned', () =>
    assert.deepEqual(
      all.filter((trap) => trap.verdict === '' && isFelt(trap)).map(({ name }) => name),
      // All its rows are NULL: they are read once, and none is looked up (rule add-fk-validating).
      ['a relation over a field that is new and empty'],
    ))

  test('where a server does it without notice, the warning is of code, of guarantees or of what waits', () =>
    assert.deepEqual(
      [...new Set(all.flatMap((trap) => (isFelt(trap) ? [] : rulesOf(trap.verdict))))].toSorted(),
      [
        'add-column-json',
        'drop-index-blocking',
        'enum-add-old-reader',
        'prisma-drops-handmade',
        'prisma-relation-mode-fk-drop',
      ],
    ))
})

for (const { theme, history, models, traps } of schemaThemes) {
  suite(`traps of the schema, ${theme}`, () => {
    let bench: Bench
    let server: SchemaServer
    suiteSetup(async function () {
      this.timeout(60_000)
      bench = startBench(history)
      server = await startSchemaServer(history)
    })
    suiteTeardown(async () => {
      await bench.end()
      await server.stop()
    })

    if (theme !== schemaForgotten.theme) {
      test('the history leads to the models', async () => {
        const { script } = await bench.pending(models)
        assert.deepEqual(script.statements, [])
      })
    }

    for (const trap of sliceOf(traps)) {
      test(trap.name, async function () {
        this.timeout(30_000)
        const { sql, rules } = await bench.pending(edited(models, trap), models)
        assert.deepEqual([...new Set(rules)].toSorted(), rulesOf(trap.verdict), sql)
        assert.deepEqual(await server.outcomeOf(sql), trap.server, sql)
      })
    }
  })
}
