import assert from 'node:assert/strict'
import { draftOfPlan } from '../../../../server/src/plans/document/draftOfPlan.js'
import { readPlan } from '../../../../server/src/plans/document/readPlan.js'
import type { PlanDocument } from '../../../../server/src/plans/document/planDocument.js'
import type { PlanDraft } from '../../../../server/src/recipes/recipe.js'
import { sha256 } from '../../../support/prismaMigrations.js'
import { draft, folderOf, withoutBackfill, written } from '../smallPlan.js'

suite('the files of a plan', () => {
  test('are migrations for the expand phase and a folder beside them with the rest', () => {
    const files = written()
    assert.deepEqual(
      files.migrations.map(({ path, text }) => [path, text]),
      [
        [
          'file:///shop/prisma/migrations/20261120093000_rename_user_name_expand/migration.sql',
          'BEGIN; SELECT concertina.f(); COMMIT;\n',
        ],
        [
          'file:///shop/prisma/migrations/20261120093001_rename_user_name_expand_index/migration.sql',
          'CREATE INDEX CONCURRENTLY i ON t (a);\n',
        ],
      ],
    )
    assert.equal(files.plan, '20261120093000_rename_user_name')
    assert.deepEqual(
      [...folderOf(files).keys()],
      [
        'plan.json',
        'README.md',
        'backfill.sql',
        'verify.sql',
        'rollback/expand.sql',
        'validate/01_validate_check.sql',
        'validate/02_validate_scan.sql',
        'rollback/validate.sql',
        'contract.sql',
      ],
    )
  })

  test('come with the schema edits of the first phase only', () =>
    assert.deepEqual(written().schemaEdits, draft.phases[0]?.schemaEdits))

  test('are dated after the last migration, also one that lies in the future', () => {
    const files = written(draft, { '20300101000000_ahead': 'SELECT 1;' })
    assert.deepEqual(
      files.migrations.map(({ folder }) => folder),
      ['20300101000001_rename_user_name_expand', '20300101000002_rename_user_name_expand_index'],
    )
    assert.equal(files.plan, '20300101000001_rename_user_name')
  })

  test('keep several files of the contract phase in a folder', () => {
    const twice = withContract([
      { step: 'contract', kind: 'transaction', sql: 'BEGIN; COMMIT;' },
      { step: 'contract_index', kind: 'alone', sql: 'DROP INDEX CONCURRENTLY i;' },
    ])
    const paths = [...folderOf(written(twice)).keys()]
    assert.deepEqual(
      paths.filter((path) => path.startsWith('contract')),
      ['contract/01_contract.sql', 'contract/02_contract_index.sql'],
    )
  })

  test('hold no migration when there is nothing to deploy at once', () => {
    const files = written({ ...draft, phases: draft.phases.slice(2) })
    assert.deepEqual(files.migrations, [])
    assert.deepEqual(files.schemaEdits, [])
  })

  test('are named in plan.json with the checksums of their texts', () => {
    const files = written()
    const folder = folderOf(files)
    const document = JSON.parse(folder.get('plan.json') ?? '') as PlanDocument
    for (const { path, sha256: checksum } of [
      ...document.phases.flatMap((phase) => phase.files),
      ...document.phases.flatMap(({ rollback }) => rollback.file ?? []),
      ...(document.backfill === undefined ? [] : [document.backfill]),
      document.verify,
    ]) {
      const text =
        folder.get(path) ??
        files.migrations.find((one) => one.path.endsWith(path.replace('../../', '/')))?.text
      assert.equal(checksum, sha256(text ?? ''), path)
    }
  })

  test('of one batch say what its parameters are', () =>
    assert.equal(
      folderOf(written()).get('backfill.sql'),
      `-- One batch of the backfill, in a transaction of its own. Running it again changes nothing.
-- $1 = id, $2 = tenant: the key at which the batch begins. $3: the number of rows.
-- Returns the key of the next batch, NULL at the end of the table, and the number of changed rows.
SELECT $1::int, $2::text, $3::int AS rows;
`,
    ))

  test('of several tables have a batch for each, and README.md a loop for each', () => {
    assert.ok(draft.backfill)
    const further = [
      { ...draft.backfill, table: 'public.Post "a"' },
      { ...draft.backfill, table: 'public._' },
    ]
    const of = { ...draft, furtherBackfills: further }
    const folder = folderOf(written(of))
    const names = ['backfill.sql', 'backfill_2_post_a.sql', 'backfill_3.sql']
    assert.deepEqual(
      [...folder.keys()].filter((name) => name.startsWith('backfill')),
      names,
    )
    for (const name of names)
      assert.match(folder.get('README.md') ?? '', new RegExp(`cat ${name};`))
    const reading = readPlan(folder.get('plan.json') ?? '')
    assert.ok(reading.kind === 'plan')
    const again = draftOfPlan(reading.document, (path) => folder.get(path) ?? '')
    assert.ok(again.kind === 'draft')
    assert.deepEqual(
      again.draft.furtherBackfills?.map(({ table }) => table),
      further.map(({ table }) => table),
    )
  })

  test('without a backfill have no batch', () => {
    assert.ok(!folderOf(written(withoutBackfill)).has('backfill.sql'))
  })
})

function withContract(migrations: PlanDraft['phases'][number]['migrations']): PlanDraft {
  return {
    ...draft,
    phases: draft.phases.map((phase) =>
      phase.name === 'contract' ? { ...phase, migrations } : phase,
    ),
  }
}
