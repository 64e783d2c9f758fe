import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { invalidIgnoreId, unusedIgnoreId } from '../../../server/src/project/policyFindings.js'
import { failedRuleId } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { ownRuleFailedId } from '../../../server/src/rules/own/ownScript.js'

const file = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const namesIn = (folder: string, end: string) =>
  readdirSync(file(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => basename(name, end))
    .toSorted()
/** Of the files of a section those that may be named by an id: the others are in camel case. */
const rulesIn = (folder: string, end: string) =>
  sections
    .flatMap((section) => namesIn(`${folder}/${section}`, end))
    .filter((name) => name !== 'index' && /^[a-z0-9-]+$/.test(name))
    .filter((name) => name.includes('-') || ids.includes(name))
    .toSorted()
const sections = readdirSync(file('server/src/rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['own', 'sheet', 'stories'].includes(entry.name))
  .map(({ name }) => name)
const ids = rules.map(({ id }) => id).toSorted()

suite('the list of rules', () => {
  test('has each id once, in words joined by hyphens', () => {
    assert.equal(new Set(ids).size, ids.length)
    for (const id of ids) assert.match(id, /^[a-z]+(?:-[a-z0-9]+)*$/)
    assert.ok(!ids.includes(failedRuleId))
  })

  test('has every rule whose file is there, and a file for every rule', () => {
    const files = rulesIn('server/src/rules', '.ts')
    assert.deepEqual(files, ids)
  })

  test('has a test for every rule, and no test for another', () => {
    const tests = rulesIn('test/unit/rules', '.test.ts')
    assert.deepEqual(tests, ids)
  })

  test('has a page for every rule, for those that fail and for comments in vain, and no other', () =>
    assert.deepEqual(
      namesIn('docs/rules', '.md').toSorted(),
      [...ids, failedRuleId, ownRuleFailedId, unusedIgnoreId, invalidIgnoreId].toSorted(),
    ))

  for (const { id, title, severity } of rules) {
    test(`${id}: its page has the rule’s title and severity, and answers all questions`, () => {
      const page = readFileSync(file(`docs/rules/${id}.md`), 'utf8')
      assert.ok(page.startsWith(`# ${id}\n\n**${title}** · ${severity}\n`))
      assert.deepEqual(
        [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
        [
          'What happens',
          'Whom it hurts',
          'When it is safe',
          'What to do',
          'How Concertina decides',
          'Sources',
        ],
      )
    })

    test(`${id}: the links of its page lead somewhere`, () => {
      const page = readFileSync(file(`docs/rules/${id}.md`), 'utf8')
      for (const [, target = ''] of page.matchAll(/\]\(([^)]+)\)/g)) {
        assert.ok(existsSync(file(`docs/rules/${target}`)), target)
      }
    })
  }

  test('a title is one sentence without its object', () => {
    for (const { title } of rules) assert.match(title, /^[A-Z][^."!]*$/)
  })
})
