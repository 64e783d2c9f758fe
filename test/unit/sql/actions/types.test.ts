import assert from 'node:assert/strict'
import { changesIn, namesIn } from '../readableActions.js'

suite('actions on types', () => {
  test('an enumeration is made, gets values and has them renamed', () => {
    const script = `CREATE TYPE "Role" AS ENUM ('USER', 'it''s');
      ALTER TYPE s."Role" ADD VALUE IF NOT EXISTS 'A' BEFORE 'USER';
      ALTER TYPE "Role" ADD VALUE 'B' AFTER 'A';
      ALTER TYPE s."Role" RENAME VALUE 'A' TO 'C'`
    assert.deepEqual(changesIn(script), [
      { kind: 'createEnum', type: { name: 'Role' }, values: ['USER', "it's"] },
      {
        kind: 'addEnumValue',
        type: { schema: 's', name: 'Role' },
        value: 'A',
        before: 'USER',
        ifNotExists: true,
      },
      {
        kind: 'addEnumValue',
        type: { name: 'Role' },
        value: 'B',
        after: 'A',
        ifNotExists: false,
      },
      {
        kind: 'renameEnumValue',
        type: { schema: 's', name: 'Role' },
        value: 'A',
        newName: 'C',
      },
    ])
    assert.deepEqual(namesIn(script), ['"Role"', "'A'", "'B'", "'A'"])
  })

  test('a domain with its constraints', () =>
    assert.deepEqual(changesIn("CREATE DOMAIN s.d AS varchar(3) NOT NULL CHECK (VALUE <> '')"), [
      {
        kind: 'createDomain',
        domain: { schema: 's', name: 'd' },
        type: 'character varying(3)',
        notNull: true,
        constraints: [
          { kind: 'check', expression: "VALUE <> ''", notValid: false, notEnforced: false },
        ],
      },
    ]))

  test('every change of a domain', () => {
    const script = `ALTER DOMAIN s.d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID;
      ALTER DOMAIN d DROP CONSTRAINT k; ALTER DOMAIN d VALIDATE CONSTRAINT k;
      ALTER DOMAIN d SET NOT NULL; ALTER DOMAIN d DROP NOT NULL;
      ALTER DOMAIN d SET DEFAULT 3; ALTER DOMAIN d DROP DEFAULT`
    const check = { name: 'k', kind: 'check', expression: 'VALUE > 0' }
    assert.deepEqual(
      changesIn(script).map((change) => (change as { command: unknown }).command),
      [
        { kind: 'addConstraint', constraint: { ...check, notValid: true, notEnforced: false } },
        { kind: 'dropConstraint', constraint: 'k' },
        { kind: 'validateConstraint', constraint: 'k' },
        { kind: 'setNotNull' },
        { kind: 'dropNotNull' },
        { kind: 'setDefault' },
        { kind: 'dropDefault' },
      ],
    )
    assert.deepEqual(new Set(namesIn(script)), new Set(['d']))
  })
})
