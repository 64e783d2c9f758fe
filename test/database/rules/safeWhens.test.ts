import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { evaluateRules } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { readStories } from '../../../server/src/rules/stories/readStories.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { startBench, type Bench } from '../../support/judge.js'
import { schemaOf } from '../../support/rules.js'
import { sliceOf } from '../traps/slice.js'
import { casesByRule } from './safeWhens/index.js'
import {
  fresh,
  history,
  people,
  type CaseScript,
  type RuleCases,
  type SafeCase,
} from './safeWhens/safeCase.js'

const parser = await loadSqlParser()

suite('what the pages of the rules call safe', function () {
  this.timeout(60_000)
  let bench: Bench
  let empty: Bench
  suiteSetup(() => {
    bench = startBench(history)
    // An extension's files are loaded for the history that has it.
    empty = startBench('CREATE EXTENSION IF NOT EXISTS citext;')
  })
  suiteTeardown(async () => {
    await bench.end()
    await empty.end()
  })

  const messages = async (rule: string, { sql, finds: _, ...given }: CaseScript, on = bench) => {
    const { execution, target, committed, later, ...others } = given
    const { script } = await on.migration(sql, execution)
    const known = {
      ...script,
      ...others,
      ...(target === undefined ? {} : { target: schemaOf(target) }),
      ...(committed === undefined ? {} : { committed: schemaOf(committed) }),
      ...(later === undefined ? {} : { later: later.map((text) => parser.parse(text)) }),
    }
    const judged = { ...known, stories: readStories(known) }
    const asked = rules.filter(({ id, offByDefault }) => offByDefault !== true || id === rule)
    return evaluateRules(judged, asked)
      .filter((finding) => finding.rule === rule)
      .map(({ message }) => message)
  }

  test('each line of each page has a case', () => {
    for (const { id } of rules) {
      const lines = linesOf(id)
      const safe = casesByRule[id]?.safe ?? []
      assert.deepEqual(
        safe.map(([line], index) => lines[index]?.startsWith(line) === true),
        lines.map(() => true),
        `${id}:\n${lines.join('\n')}`,
      )
      for (const [line, ...found] of safe) assert.ok(found.length > 0, `${id}: ${line}`)
    }
    assert.deepEqual(Object.keys(casesByRule).toSorted(), rules.map(({ id }) => id).toSorted())
  })

  for (const [id, cases] of sliceOf(Object.entries(casesByRule))) {
    test(`${id}: speaks of its case, and is silent on each that is safe`, async () => {
      const firing = scriptOf(cases.fires, cases)
      assert.ok((await messages(id, firing)).length > 0, 'It does not speak.')
      for (const [line, ...safe] of cases.safe) {
        for (const one of safe) {
          const found = await told(one, cases)
          assert.equal(found.length, mayFind(one), `${line}\n${found.join('\n')}`)
        }
      }
    })

    const told = async (one: SafeCase, found: RuleCases) => {
      if (one === people) return []
      if (one !== fresh) return messages(id, scriptOf(one, found))
      const { sql, ...given } = scriptOf(found.fires, found)
      return messages(id, { ...given, sql: `${history};\n${sql}` }, empty)
    }
  }
})

function mayFind(one: SafeCase): number {
  return typeof one === 'object' ? (one.finds ?? 0) : 0
}

function scriptOf(one: string | CaseScript, { given }: RuleCases): CaseScript {
  return { ...given, ...(typeof one === 'string' ? { sql: one } : one) }
}

/** The lines of a list below "When it is safe"; a page may also say it in a sentence. */
function linesOf(id: string): readonly string[] {
  const page = readFileSync(
    fileURLToPath(new URL(`../../../docs/rules/${id}.md`, import.meta.url)),
    'utf8',
  )
  const [, section = ''] = /^## When it is safe\n([^]*?)^## /m.exec(page) ?? []
  return [...section.matchAll(/^- (.*)/gm)].map(([, line = '']) => line)
}
