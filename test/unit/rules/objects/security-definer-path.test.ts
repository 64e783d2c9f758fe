import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'security-definer-path'

suite(rule, () => {
  test('says whose path is searched, and what to add', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: `CREATE FUNCTION "f"() RETURNS INTEGER LANGUAGE sql SECURITY DEFINER AS 'select 1';`,
      }),
      [
        `The function "f" runs with the rights of its owner, but looks names up in the search_path of whoever calls it: a caller who may create objects can have it use theirs. Add SET search_path = '' and write every name with its schema.`,
      ],
    ))

  test('blames the function', () => {
    const script = {
      sql: `CREATE FUNCTION "f"() RETURNS INTEGER LANGUAGE sql SECURITY DEFINER AS 'select 1';`,
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"f"', {}, ['data']],
    )
  })

  test('not with a search_path of its own', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: `CREATE FUNCTION "f"() RETURNS INTEGER LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'select 1';`,
      }),
      [],
    ))

  test('not with the rights of the caller', () => {
    for (const sql of [
      `CREATE FUNCTION "f"() RETURNS INTEGER LANGUAGE sql AS 'select 1';`,
      `CREATE FUNCTION "f"() RETURNS INTEGER LANGUAGE sql SECURITY INVOKER AS 'select 1';`,
    ]) {
      assert.deepEqual(findingsOf(rule, { sql }), [], sql)
    }
  })
})
