import assert from 'node:assert/strict'
import { planStanding } from '../../../../server/src/plans/document/planStanding.js'
import { promotePhase } from '../../../../server/src/plans/document/promotePhase.js'
import { readPlan } from '../../../../server/src/plans/document/readPlan.js'
import { historyOf, sha256 } from '../../../support/prismaMigrations.js'
import { folderOf, migrationsFolder, written } from '../smallPlan.js'

const files = written()
const reading = readPlan(folderOf(files).get('plan.json') ?? '')
assert.ok(reading.kind === 'plan')
const { document } = reading
const migrations = Object.fromEntries(files.migrations.map(({ folder, text }) => [folder, text]))

suite('where a plan stands', () => {
  test('that has just been written: the first phase is there, the others are held back', () =>
    assert.deepEqual(standing(), [
      'expand written: In the migrations folder.',
      'validate heldBack: Held back in the folder of the plan.',
      'contract heldBack: Held back in the folder of the plan.',
    ]))

  test('is the same after git has rewritten its line ends', () => {
    const folder = new Map(
      [...folderOf(files)].map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    )
    assert.deepEqual(edited(folder), [])
    assert.equal(standing(folder)[1], 'validate heldBack: Held back in the folder of the plan.')
  })

  test('whose validate phase was promoted', () => {
    const folder = folderOf(files)
    const later = historyOf(migrations)
    const promotion = promotePhase(document, 'validate', {
      textOf: (path) => folder.get(path),
      history: later,
      migrationsFolder,
      at: new Date('2027-01-05T00:00:00Z'),
      confirmed: [],
    })
    assert.ok(promotion.kind === 'promotion')
    assert.deepEqual(
      promotion.migrations.map(({ path }) => path),
      [
        'file:///shop/prisma/migrations/20270105000000_rename_user_name_validate_check/migration.sql',
        'file:///shop/prisma/migrations/20270105000001_rename_user_name_validate_scan/migration.sql',
      ],
    )
    assert.deepEqual(promotion.schemaEdits, [
      { kind: 'putField', model: 'User', field: 'fullName', definition: 'String' },
    ])
    for (const path of promotion.removed) folder.delete(path)
    const after = {
      ...migrations,
      ...Object.fromEntries(promotion.migrations.map(({ folder: name, text }) => [name, text])),
    }
    assert.equal(standing(folder, after)[1], 'validate promoted: Moved into the migrations folder.')
    assert.equal(
      inWords(folder, after, promotion.document).phases[1]?.say,
      'Moved into the migrations folder on 2027-01-05.',
    )
  })

  test('whose first phase was taken back, until the migration that does it is gone', () => {
    const phases = document.phases.map((phase) =>
      phase.name === 'expand'
        ? { ...phase, takenBack: { at: '2027-01-06T00:00:00Z', migration: '20270106000000_back' } }
        : phase,
    )
    const back = (history: Readonly<Record<string, string>>) =>
      inWords(folderOf(files), history, { ...document, phases }).phases[0]
    const there = back({ ...migrations, '20270106000000_back': 'SELECT 1;' })
    assert.equal(there?.state, 'takenBack')
    assert.equal(there.say, 'Taken back by "20270106000000_back".')
    assert.equal(back(migrations)?.state, 'unknown')
  })

  test('with a phase that was promoted in part is not known', () => {
    const folder = folderOf(files)
    const text = folder.get('validate/01_validate_check.sql') ?? ''
    folder.delete('validate/01_validate_check.sql')
    assert.equal(
      standing(folder, { ...migrations, '20270101000000_x': text })[1],
      'validate unknown: 1 of 2 files are in the migrations folder, the others are still held back.',
    )
  })

  test('with a migration from before the plan that reads alike is not mistaken for promoted', () => {
    const folder = folderOf(files)
    const text = folder.get('contract.sql') ?? ''
    folder.delete('contract.sql')
    assert.match(
      standing(folder, { '20200101000000_x': text, ...migrations })[2] ?? '',
      /^contract unknown: "contract\.sql" is not there any more/,
    )
  })

  test('with an edited migration is not known', () => {
    const [first] = Object.keys(migrations)
    assert.match(
      standing(folderOf(files), { ...migrations, [first ?? '']: 'SELECT 2;' })[0] ?? '',
      /^expand unknown: "\.\.\/\.\.\/migrations\/20261120093000_rename_user_name_expand\/migration\.sql" was edited/,
    )
  })

  test('with a migration that is gone is not known', () =>
    assert.match(
      standing(folderOf(files), {})[0] ?? '',
      /^expand unknown: .* is not there any more/,
    ))

  test('names scripts and rollbacks that were edited or are gone', () => {
    const folder = folderOf(files)
    folder.set('verify.sql', 'SELECT 1;')
    folder.delete('rollback/expand.sql')
    assert.deepEqual(edited(folder), ['verify.sql', 'rollback/expand.sql'])
  })
})

suite('promoting a phase', () => {
  const folder = folderOf(files)
  const input = {
    textOf: (path: string) => folder.get(path),
    history: historyOf(migrations),
    migrationsFolder,
    at: new Date('2027-01-05T00:00:00Z'),
    confirmed: ['no-old-code'],
  }

  test('is refused for the phase that is written from the start', () =>
    assert.deepEqual(promotePhase(document, 'expand', input), {
      kind: 'refusal',
      say: 'The expand phase is in the migrations folder already.',
    }))

  test('leads plan.json to the new migrations and tells who answered for what', () => {
    const promotion = promotePhase(document, 'contract', input)
    assert.ok(promotion.kind === 'promotion')
    const phase = promotion.document.phases.find(({ name }) => name === 'contract')
    assert.deepEqual(
      phase?.files.map(({ path }) => path),
      ['../../migrations/20270105000000_rename_user_name_contract/migration.sql'],
    )
    assert.deepEqual(phase?.promoted, {
      at: '2027-01-05T00:00:00.000Z',
      confirmed: ['no-old-code'],
    })
    assert.equal(readPlan(JSON.stringify(promotion.document)).kind, 'plan')
  })

  test('that was taken back writes its migrations again, after all others', () => {
    const first = promotePhase(document, 'contract', input)
    assert.ok(first.kind === 'promotion')
    const takenBack = { at: '2027-01-06T00:00:00Z', migration: '20270106000000_back' }
    const phases = first.document.phases.map((phase) =>
      phase.name === 'contract' ? { ...phase, takenBack } : phase,
    )
    const again = promotePhase({ ...document, phases }, 'contract', {
      ...input,
      textOf: () => 'SELECT 1;',
      at: new Date('2027-01-07T00:00:00Z'),
    })
    assert.ok(again.kind === 'promotion')
    assert.deepEqual(
      again.migrations.map(({ folder: name }) => name),
      ['20270107000000_rename_user_name_contract'],
    )
    assert.deepEqual(again.removed, [])
    assert.equal(
      again.document.phases.find(({ name }) => name === 'contract')?.takenBack,
      undefined,
    )
  })

  test('is refused when a file is gone', () =>
    assert.deepEqual(promotePhase(document, 'contract', { ...input, textOf: () => undefined }), {
      kind: 'refusal',
      say: '"contract.sql" is not in the folder of the plan. It may have been promoted before.',
    }))

  test('is refused for a phase that the plan does not have', () => {
    const phases = document.phases.filter(({ name }) => name !== 'validate')
    assert.deepEqual(promotePhase({ ...document, phases }, 'validate', input), {
      kind: 'refusal',
      say: 'The plan has no validate phase.',
    })
  })
})

function inWords(
  folder: ReadonlyMap<string, string>,
  history: Readonly<Record<string, string>>,
  of = document,
) {
  const place = { name: files.plan, textOf: (path: string) => folder.get(path) }
  return planStanding(of, place, historyOf(history), sha256)
}

function standing(
  folder: ReadonlyMap<string, string> = folderOf(files),
  history: Readonly<Record<string, string>> = migrations,
): readonly string[] {
  return inWords(folder, history).phases.map(({ name, state, say }) => `${name} ${state}: ${say}`)
}

function edited(folder: ReadonlyMap<string, string>): readonly string[] {
  return inWords(folder, migrations).edited
}
