import assert from 'node:assert/strict'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import {
  suppressionsInSchema,
  suppressionsInSql,
  type Suppression,
} from '../../../server/src/project/suppressions.js'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'

const shown = (text: string, { rules, reason, scope }: Suppression) => ({
  rules: rules.join(' + '),
  reason,
  scope: scope === undefined || scope === 'file' ? scope : text.slice(scope.start, scope.end),
})
const inSql = (text: string) =>
  suppressionsInSql('a.sql', text, splitStatements(text)).map((one) => shown(text, one))
const inSchema = (text: string) =>
  suppressionsInSchema(readSchema('a.prisma', text)).map((one) => shown(text, one))

suite('comments that take findings out of a SQL file', () => {
  test('hold for the statement below, several in a row too', () =>
    assert.deepEqual(
      inSql(`-- concertina-ignore drop-table: it is empty
-- another comment
-- concertina-ignore missing-lock-timeout: the role sets it: 5s
DROP TABLE a; DROP TABLE b;`),
      [
        { rules: 'drop-table', reason: 'it is empty', scope: 'DROP TABLE a' },
        { rules: 'missing-lock-timeout', reason: 'the role sets it: 5s', scope: 'DROP TABLE a' },
      ],
    ))

  test('hold for the statement that they stand in, or behind on its line', () =>
    assert.deepEqual(
      inSql(`DROP TABLE a; -- concertina-ignore drop-table: one
ALTER TABLE b -- concertina-ignore drop-column: two
  DROP COLUMN c;`).map(({ reason, scope }) => [reason, scope?.slice(0, 12)]),
      [
        ['one', 'DROP TABLE a'],
        ['two', 'ALTER TABLE '],
      ],
    ))

  test('may name several rules, and may be block comments', () =>
    assert.deepEqual(
      inSql('/* concertina-ignore drop-table, drop-column : both gone */ SELECT 1'),
      [{ rules: 'drop-table + drop-column', reason: 'both gone', scope: 'SELECT 1' }],
    ))

  test('for the whole file, wherever they stand', () =>
    assert.deepEqual(inSql('SELECT 1;\n-- concertina-ignore-file drop-table: old'), [
      { rules: 'drop-table', reason: 'old', scope: 'file' },
    ]))

  test('without a reason, a rule or a statement are there all the same', () =>
    assert.deepEqual(
      inSql('-- concertina-ignore drop-table\n-- concertina-ignore\n-- concertina-ignore: why'),
      [
        { rules: 'drop-table', reason: '', scope: undefined },
        { rules: '', reason: '', scope: undefined },
        { rules: '', reason: 'why', scope: undefined },
      ],
    ))

  test('are comments, not strings, and have their word alone', () =>
    assert.deepEqual(
      inSql(
        `SELECT '-- concertina-ignore drop-table: x'; -- about concertina-ignore drop-table: x`,
      ),
      [],
    ))
})

suite('comments that take findings out of a schema', () => {
  const schema = `datasource db {
  // concertina-ignore drop-table: both are empty
  provider = "postgresql"
}
/// concertina-ignore create-index-blocking: a small table
model User {
  id Int @id
  /// concertina-ignore drop-column: nobody reads it
  /// The name.
  name String? @db.VarChar(20)
  age Int? // concertina-ignore alter-type-rewrite: ten rows
  /// concertina-ignore unique-duplicates: checked
  @@unique([name])
}
enum Role {
  // concertina-ignore enum-value-removed: never used
  A
}
`
  test('hold for the field, value, attribute or block below, or on their line', () =>
    assert.deepEqual(
      inSchema(schema).map(({ rules, scope }) => [rules, scope?.split('\n')[0]]),
      [
        ['drop-table', 'provider = "postgresql"'],
        ['create-index-blocking', 'model User {'],
        ['drop-column', 'name String? @db.VarChar(20)'],
        ['alter-type-rewrite', 'age Int?'],
        ['unique-duplicates', '@@unique([name])'],
        ['enum-value-removed', 'A'],
      ],
    ))

  test('for the whole file', () =>
    assert.deepEqual(inSchema('/// concertina-ignore-file drop-column: rebuilt weekly\n'), [
      { rules: 'drop-column', reason: 'rebuilt weekly', scope: 'file' },
    ]))

  test('a comment at the end of a file is about nothing', () =>
    assert.deepEqual(inSchema('model A {\n}\n/// concertina-ignore drop-table: x\n'), [
      { rules: 'drop-table', reason: 'x', scope: undefined },
    ]))
})
