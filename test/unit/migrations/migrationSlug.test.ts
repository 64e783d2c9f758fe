import assert from 'node:assert/strict'
import { migrationSlug } from '../../../server/src/migrations/migrationSlug.js'

/** Left what is typed at `prisma migrate dev --name`, right what stands in the folder's name. */
const asPrismaWritesThem = [
  ['init', 'init'],
  ['Add user email', 'add_user_email'],
  ['addUserEmail', 'add_user_email'],
  ['HTTPServer2', 'http_server2'],
  ['ADD2FA', 'add_2_fa'],
  ['  drop -- the_old__thing!  ', 'drop_the_old_thing'],
  ["it's", 'it_s'],
  ['users & roles', 'users_and_roles'],
  ['Größe und Maß', 'groesse_und_mass'],
  ['ÉCOLE à Ångström', 'ecole_a_angstroem'],
  ['Łódź, Đà Nẵng, İstanbul', 'lodz_da_nang_istanbul'],
  ['Добавить щётку', 'dobavit_shhyotku'],
  ['πίνακας Θ', 'pinakas_th'],
  ['用户', ''],
  ['../../etc/passwd', 'etc_passwd'],
  ['', ''],
] as const

suite('slug of a migration name', () => {
  for (const [typed, written] of asPrismaWritesThem) {
    test(`"${typed}" becomes "${written}"`, () => assert.equal(migrationSlug(typed), written))
  }

  test('is cut at 200 characters', () => assert.equal(migrationSlug('a'.repeat(300)).length, 200))

  test('takes letters and their accents for one letter, however they are encoded', () =>
    assert.equal(migrationSlug('e\u0301'), migrationSlug('\u00e9')))
})
