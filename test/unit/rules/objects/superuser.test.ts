import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'superuser'

suite(rule, () => {
  test('says what the role may do', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'ALTER ROLE app SUPERUSER;' }), [
      'Makes the role app a superuser: it may read and change everything, and no policy holds for it. Migrations seldom have the right to do so on a hosted server; give the role the rights that it needs instead.',
    ]))

  test('of row security', () =>
    assert.deepEqual(messagesOf(rule, { sql: 'ALTER ROLE app BYPASSRLS;' }), [
      'Makes the role app one for which row security does not hold: it reads every row of every tenant. Migrations seldom have the right to do so on a hosted server; give the role the rights that it needs instead.',
    ]))

  test('blames the statement', () => {
    const script = { sql: 'ALTER ROLE app SUPERUSER;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['ALTER', {}, ['data']],
    )
  })

  test('not when it is taken away, nor for other options', () => {
    for (const sql of ['ALTER ROLE app NOSUPERUSER;', 'ALTER ROLE app LOGIN;']) {
      assert.deepEqual(findingsOf(rule, { sql }), [], sql)
    }
  })

  test('not where the role is created: a migration should not do that at all', () =>
    assert.deepEqual(findingsOf(rule, { sql: 'CREATE ROLE app SUPERUSER;' }), []))
})
