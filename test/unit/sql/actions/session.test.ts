import assert from 'node:assert/strict'
import { changesIn, namesIn } from '../readableActions.js'

suite('actions on the session', () => {
  test('the commands of transactions', () =>
    assert.deepEqual(
      changesIn(`BEGIN; START TRANSACTION; COMMIT; END; ROLLBACK; ABORT; SAVEPOINT a;
        RELEASE a; ROLLBACK TO a; PREPARE TRANSACTION 'x'`).map(
        (change) => (change as { command: string }).command,
      ),
      [
        'begin',
        'begin',
        'commit',
        'commit',
        'rollback',
        'rollback',
        'savepoint',
        'release',
        'rollbackTo',
        'other',
      ],
    ))

  test('settings, with their value without quotes', () =>
    assert.deepEqual(
      changesIn(`SET LOCAL lock_timeout = '5s'; SET SESSION Statement_Timeout TO 0;
        SET search_path = a, "B"; SET TIME ZONE 'UTC'; SET ROLE me`),
      [
        { kind: 'set', name: 'lock_timeout', value: '5s', local: true },
        { kind: 'set', name: 'statement_timeout', value: '0', local: false },
        { kind: 'set', name: 'search_path', value: 'a, B', local: false },
        { kind: 'set', name: 'timezone', value: 'UTC', local: false },
        { kind: 'set', name: 'role', value: 'me', local: false },
      ],
    ))

  test('a value that is no constant is shown as written', () =>
    assert.deepEqual(changesIn("SET TIME ZONE INTERVAL '1' HOUR"), [
      { kind: 'set', name: 'timezone', value: "INTERVAL '1' HOUR", local: false },
    ]))

  test('a setting that goes back to its default has no value', () =>
    assert.deepEqual(
      changesIn('RESET lock_timeout; SET LOCAL lock_timeout TO DEFAULT; RESET ALL'),
      [
        { kind: 'set', name: 'lock_timeout', local: false },
        { kind: 'set', name: 'lock_timeout', local: true },
        { kind: 'set', name: 'all', local: false },
      ],
    ))

  test('SET TRANSACTION sets no single value', () =>
    assert.deepEqual(changesIn('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE'), [
      { kind: 'set', name: 'transaction', local: false },
    ]))

  test('a setting is named by its own name', () =>
    assert.deepEqual(namesIn('SET LOCAL lock_timeout = 1; RESET "x.y"'), ['lock_timeout', '"x.y"']))

  test('LOCK TABLE, with the mode as pg_locks has it', () =>
    assert.deepEqual(changesIn('LOCK TABLE a, s.b IN SHARE ROW EXCLUSIVE MODE; LOCK a'), [
      {
        kind: 'lockTable',
        tables: [{ name: 'a' }, { schema: 's', name: 'b' }],
        mode: 'ShareRowExclusiveLock',
      },
      { kind: 'lockTable', tables: [{ name: 'a' }], mode: 'AccessExclusiveLock' },
    ]))

  test('VACUUM and ANALYZE', () =>
    assert.deepEqual(
      changesIn(
        'VACUUM (FULL, ANALYZE) s.t; VACUUM FULL; VACUUM (FULL off) t; VACUUM (FULL 0); ANALYZE t (a)',
      ),
      [
        {
          kind: 'vacuum',
          full: true,
          analyzeOnly: false,
          tables: [{ schema: 's', name: 't' }],
        },
        { kind: 'vacuum', full: true, analyzeOnly: false, tables: [] },
        { kind: 'vacuum', full: false, analyzeOnly: false, tables: [{ name: 't' }] },
        { kind: 'vacuum', full: false, analyzeOnly: false, tables: [] },
        { kind: 'vacuum', full: false, analyzeOnly: true, tables: [{ name: 't' }] },
      ],
    ))
})
