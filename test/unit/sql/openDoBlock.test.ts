import assert from 'node:assert/strict'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

/** The tokens that the actions of a script name, and the places that could not be read. */
function opened(script: string) {
  const actions = parser
    .parse(script)
    .flatMap((statement) => (statement.kind === 'parsed' ? statement.actions : []))
  return {
    actions: actions.map(
      ({ kind, range, inBlock }) =>
        `${kind}${inBlock === true ? ' inside' : ''}: ${script.slice(range.start, range.end)}`,
    ),
    unchecked: actions.flatMap((action) =>
      action.kind === 'doBlock'
        ? (action.unchecked ?? []).map(
            ({ kind, range }) => `${kind}: ${script.slice(range.start, range.end)}`,
          )
        : [],
    ),
  }
}

suite('a DO block is opened', () => {
  test('its SQL is among the actions, each on its own token', () =>
    assert.deepEqual(
      opened(`SELECT 1; DO $$ BEGIN
  ALTER TABLE "User" DROP COLUMN "é", ADD "b" INT;
  UPDATE "User" SET "b" = 1;
END $$;`),
      {
        actions: [
          'select: SELECT',
          'doBlock: DO',
          'dropColumn inside: "é"',
          'addColumn inside: "b"',
          'update inside: "User"',
        ],
        unchecked: [],
      },
    ))

  test('what a string holds that EXECUTE runs stands on that string', () =>
    assert.deepEqual(
      opened(`DO $do$ BEGIN EXECUTE 'DROP TABLE a; DROP TABLE b'; END $do$`).actions,
      [
        'doBlock: DO',
        `dropTable inside: 'DROP TABLE a; DROP TABLE b'`,
        `dropTable inside: 'DROP TABLE a; DROP TABLE b'`,
      ],
    ))

  test('a body in plain quotes is read, and everything stands on the body', () =>
    assert.deepEqual(opened(`DO 'BEGIN DROP TABLE a; PERFORM ''x''; END'`).actions, [
      'doBlock: DO',
      `dropTable inside: 'BEGIN DROP TABLE a; PERFORM ''x''; END'`,
      `select inside: 'BEGIN DROP TABLE a; PERFORM ''x''; END'`,
    ]))

  test('SQL that is built at run time, or that no parser reads, is told', () =>
    assert.deepEqual(
      opened(`DO $$ BEGIN EXECUTE format('DROP TABLE %I', t); ALTER TABLE; END $$`).unchecked,
      [`dynamic: EXECUTE format('DROP TABLE %I', t)`, 'unread: ALTER TABLE'],
    ))

  test('a language that is not PL/pgSQL is not read', () =>
    assert.deepEqual(opened(`DO LANGUAGE plperl 'x'`).unchecked, [`unread: 'x'`]))

  test('BEGIN and COMMIT inside are no transactions of the script', () =>
    assert.deepEqual(opened('DO $$ BEGIN COMMIT; END $$').actions, ['doBlock: DO']))
})
