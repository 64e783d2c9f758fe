import assert from 'node:assert/strict'
import { draftOfPlan } from '../../../../server/src/plans/document/draftOfPlan.js'
import { readPlan } from '../../../../server/src/plans/document/readPlan.js'
import { draft, folderOf, written } from '../smallPlan.js'

const text = folderOf(written()).get('plan.json') ?? ''

suite('plan.json', () => {
  test('that was written is read as it was written', () => {
    const reading = readPlan(text)
    assert.ok(reading.kind === 'plan')
    assert.deepEqual(reading.document, JSON.parse(text))
  })

  test('and the files beside it give the plan from before it was written', () => {
    const files = written()
    const folder = folderOf(files)
    const reading = readPlan(text)
    assert.ok(reading.kind === 'plan')
    const again = draftOfPlan(reading.document, (path) => {
      const migration = files.migrations.find(({ folder: name }) => path.includes(`/${name}/`))
      return migration?.text ?? folder.get(path)
    })
    assert.ok(again.kind === 'draft')
    assert.deepEqual(again.draft.phases, draft.phases)
    assert.deepEqual(again.draft.rehearsal, draft.rehearsal)
    assert.deepEqual(again.draft.answers, draft.answers)
  })

  test('without its files says which are missing', () => {
    const reading = readPlan(text)
    assert.ok(reading.kind === 'plan')
    const again = draftOfPlan(reading.document, (path) =>
      path === 'verify.sql' || path === 'rollback/expand.sql' ? undefined : '',
    )
    assert.deepEqual(again, { kind: 'incomplete', missing: ['rollback/expand.sql', 'verify.sql'] })
  })

  test('of a newer version is refused, whatever else it holds', () =>
    refuses(text.replace('"version": 1', '"version": 2'), [
      '2: This plan has version 2, and version 1 is the newest that is known here. A newer Concertina wrote it.',
    ]))

  test('without a version is refused', () =>
    refuses('{"title": 1}', [
      '{"title": 1}: "version" must be 1. Without it nothing of the plan is known.',
    ]))

  test('that is not JSON is refused', () => {
    refuses('{"version": 1,', [': This is not JSON, so nothing of the plan is known.'])
    refuses('', [': This is not JSON, so nothing of the plan is known.'])
    refuses('{"version": 1} // done', [
      '// done: This is not JSON, so nothing of the plan is known.',
    ])
  })

  test('with keys that are not known is read', () =>
    assert.equal(readPlan(text.replace('{', '{ "note": {"for": "later"},')).kind, 'plan'))

  for (const [title, from, to, expected] of [
    [
      'a kind of file that does not exist',
      '"kind": "alone"',
      '"kind": "slow"',
      '"slow": Expected here is "transaction" or "alone" or "scan".',
    ],
    [
      'a schema edit that does not exist',
      '"kind": "dropField"',
      '"kind": "dropModel"',
      '"dropModel": Expected here is an object whose "kind" is one of "putField", "dropField", "renameField", "putBlockAttribute", "dropBlockAttribute", "putBlock", "dropBlock".',
    ],
    [
      'a path that leads out of the folder',
      '"path": "contract.sql"',
      '"path": "../../../../etc/x.sql"',
      '"../../../../etc/x.sql": Expected here is a path within the folder of the plan, or ../../migrations/<name>/migration.sql.',
    ],
    [
      'a path that leads to another folder by way of the migrations',
      '"path": "contract.sql"',
      '"path": "../../../../migration.sql"',
      '"../../../../migration.sql": Expected here is a path within the folder of the plan, or ../../migrations/<name>/migration.sql.',
    ],
    [
      'a checksum that is none',
      /"sha256": "[0-9a-f]{4}/,
      '"sha256": "',
      /^"[0-9a-f]{60}": Expected here is 64 hexadecimal digits\.$/,
    ],
    [
      'figures that are words',
      '"writes": 345',
      '"writes": "many"',
      '"many": Expected here is a number.',
    ],
    [
      'a time that is none',
      '"created": "2026-11-20T09:30:00.000Z"',
      '"created": "yesterday"',
      '"yesterday": Expected here is a time in UTC, 2026-11-20T09:30:00Z.',
    ],
    [
      'columns that are no list',
      /"columns": \[[^\]]*\]/,
      '"columns": {}',
      '{}: Expected here is a list in square brackets.',
    ],
    [
      'answers that are no object',
      /"answers": \{[^}]*\}/,
      '"answers": []',
      '[]: Expected here is an object in braces.',
    ],
    [
      'a title that is a number',
      '"title": "Rename \\"name\\" to \\"fullName\\""',
      '"title": 4',
      '4: Expected here is a text.',
    ],
    [
      'the same phase twice',
      '"name": "validate"',
      '"name": "expand"',
      '"expand": A phase of this name stands above.',
    ],
  ] as const) {
    test(`with ${title} is refused at its place`, () => {
      const changed = text.replace(from, to)
      assert.notEqual(changed, text)
      refuses(changed, [expected])
    })
  }

  test('with a part missing is refused', () => {
    const { document } = JSON.parse(`{"document": ${text}}`) as { document: { verify?: unknown } }
    delete document.verify
    const reading = readPlan(JSON.stringify(document))
    assert.ok(reading.kind === 'refused')
    assert.deepEqual(
      reading.problems.map(({ say }) => say),
      ['"verify" is missing here.'],
    )
  })
})

/** Each expectation is the text at the place of the problem, and what is said of it. */
function refuses(source: string, expected: readonly (string | RegExp)[]): void {
  const reading = readPlan(source)
  assert.ok(reading.kind === 'refused')
  const found = reading.problems.map(
    ({ range, say }) => `${source.slice(range.start, range.end)}: ${say}`,
  )
  assert.equal(found.length, expected.length, JSON.stringify(found))
  for (const [index, one] of expected.entries()) {
    if (typeof one === 'string') assert.equal(found[index], one)
    else assert.match(found[index] ?? '', one)
  }
}
