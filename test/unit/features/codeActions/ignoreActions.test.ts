import assert from 'node:assert/strict'
import { schemaCommentActions } from '../../../../server/src/features/codeActions/schemaCommentActions.js'
import { ignoreInSchema } from '../../../../server/src/features/codeActions/ignoreComments.js'
import type { ProjectAnalysis } from '../../../../server/src/project/analysis.js'
import { readSchema } from '../../../../server/src/prisma/readSchema.js'
import { applyEdits } from '../../../../server/src/text/edits.js'
import { fixed, migrationOf, offeredIn, resolved, rulesIn } from '../../../support/fixes.js'

const database = 'CREATE TABLE a (id int); CREATE TABLE b (id int);'
const unused = /^Remove/
const all = /^Fix all/

suite('comments that take out nothing', () => {
  const check = async (sql: string, title: RegExp, expected: string) => {
    const { text } = await fixed({ sql, database }, title)
    assert.equal(text, expected)
    assert.ok(!rulesIn({ sql: text, database }).includes('unused-ignore'))
  }

  test('go with their line', () =>
    check(
      '-- one\n  -- concertina-ignore drop-table: it was empty\nSELECT 1;\n',
      unused,
      '-- one\nSELECT 1;\n',
    ))

  test('go with their line in a file of Windows', () =>
    check(
      '-- concertina-ignore drop-table: it was empty\r\nSELECT 1;\r\n',
      unused,
      'SELECT 1;\r\n',
    ))

  test('go from the end of a line, which stays', () =>
    check('SELECT 1; -- concertina-ignore drop-table: empty\n', unused, 'SELECT 1;\n'))

  test('go from the beginning of a line, which stays', () =>
    check('/* concertina-ignore drop-table: empty */ SELECT 1;', unused, 'SELECT 1;'))

  test('lose only the rule that takes out nothing', () =>
    check(
      '-- concertina-ignore drop-table, lock-table : empty\nDROP TABLE a;\n',
      /^Remove "lock-table"/,
      '-- concertina-ignore drop-table : empty\nDROP TABLE a;\n',
    ))

  test('go all at once', () =>
    check(
      '-- concertina-ignore lock-table, truncate: no\n-- concertina-ignore drop-table, truncate: empty\nDROP TABLE a; -- concertina-ignore-file cluster: no\n',
      all,
      '-- concertina-ignore drop-table: empty\nDROP TABLE a;\n',
    ))

  test('stay in a file that has been applied, which says why', () => {
    const script = { sql: '-- concertina-ignore drop-table: empty\nSELECT 1;', database }
    assert.deepEqual(
      offeredIn(script, 'It has been applied.').map(({ kind, refused }) => [kind, refused]),
      [
        ['quickFix', 'It has been applied.'],
        ['fixAll', 'It has been applied.'],
      ],
    )
  })
})

suite('a finding is taken out by a comment', () => {
  const check = async (sql: string, rule: string, expected: string) => {
    const { text } = await fixed({ sql, database }, new RegExp(`^Take out "${rule}"`))
    assert.equal(text, expected)
    const { findings, suppressed } = migrationOf({ sql: text, database })
    assert.ok(findings.every(({ finding }) => !['unused-ignore', rule].includes(finding.rule)))
    assert.deepEqual(
      suppressed.map(({ finding }) => finding.rule),
      [rule],
    )
  }

  test('above the statement and above what Prisma writes over it', () =>
    check(
      'SELECT 1;\n\n  -- DropTable\n  DROP TABLE a;\n',
      'drop-table',
      'SELECT 1;\n\n  -- concertina-ignore drop-table: accepted, say why here\n  -- DropTable\n  DROP TABLE a;\n',
    ))

  test('on a line of its own where statements share one', () =>
    check(
      'SELECT 1; DROP TABLE a;',
      'drop-table',
      'SELECT 1; \n-- concertina-ignore drop-table: accepted, say why here\nDROP TABLE a;',
    ))

  test('with the line ends of the file', () =>
    check(
      'SELECT 1;\r\nDROP TABLE a;\r\n',
      'drop-table',
      'SELECT 1;\r\n-- concertina-ignore drop-table: accepted, say why here\r\nDROP TABLE a;\r\n',
    ))

  test('as the last thing that is offered', () => {
    const offered = offeredIn({ sql: 'CREATE INDEX i ON a (id);', database })
    assert.match(offered.at(0)?.title ?? '', /CONCURRENTLY/)
    assert.match(offered.at(-1)?.title ?? '', /^Take out/)
  })
})

suite('the same in a schema', () => {
  const text = `datasource db {
  provider = "postgresql"
}

model A {
  id   Int @id
  /// The value.
  worth BigInt

  // concertina-ignore drop-table: gone
  @@index([worth])
}
`
  const document = readSchema('a.prisma', text)
  const finding = (rule: string, token: string) => ({
    uri: 'a.prisma',
    severity: 'warning' as const,
    range: { start: text.indexOf(token), end: text.indexOf(token) + token.length },
    finding: {
      rule,
      severity: 'warning' as const,
      message: '',
      object: {},
      hurts: [],
      statement: 0,
      facts: { rule: 'drop-table' },
      action: {
        kind: 'other' as const,
        node: '',
        range: { start: 0, end: 0 },
        whole: { start: 0, end: 0 },
      },
    },
  })

  test('above the field, below what documents it', () =>
    assert.match(
      applyEdits(text, [ignoreInSchema(document, finding('alter-type-rewrite', 'worth'))]),
      /\n {2}\/\/\/ The value\.\n {2}\/\/\/ concertina-ignore alter-type-rewrite: accepted, say why here\n {2}worth BigInt\n/,
    ))

  test('a comment in vain goes', async () => {
    const comment = '// concertina-ignore drop-table: gone'
    const analysis = {
      outcome: { kind: 'checked', pending: { findings: [finding('unused-ignore', comment)] } },
      snapshot: { schema: { documents: [document] } },
    } as unknown as ProjectAnalysis
    const [action] = schemaCommentActions(analysis, 'a.prisma')
    const { edits } = await resolved(action ?? assert.fail())
    assert.equal(
      applyEdits(
        text,
        edits.flatMap((one) => one.edits),
      ),
      text.replace(`  ${comment}\n`, ''),
    )
  })
})
