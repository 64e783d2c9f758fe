import assert from 'node:assert/strict'
import { mentionsName } from '../../../server/src/rules/mentionsName.js'

suite('a name in the text of SQL', () => {
  test('stands as a whole word, in quotes or not, anywhere', () => {
    assert.ok(mentionsName('INSERT INTO "N" VALUES (1)', 'N'))
    assert.ok(mentionsName('update users set x = 1', 'users'))
    assert.ok(mentionsName('users', 'users'))
    assert.ok(mentionsName('old_users, users', 'users'))
    assert.ok(mentionsName('SELECT * FROM "with space"', 'with space'))
  })

  test('is not part of another word', () => {
    assert.ok(!mentionsName('INSERT INTO "Old" VALUES (1)', 'N'))
    assert.ok(!mentionsName('old_users users2 usersé', 'users'))
    assert.ok(!mentionsName('', 'users'))
  })
})
