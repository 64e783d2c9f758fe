import assert from 'node:assert/strict'
import {
  judgeWithOwnRules,
  readOwnRules,
  type OwnRule,
} from '../../../../server/src/rules/own/readOwnRules.js'
import type { OwnScript } from '../../../../server/src/rules/own/ownScript.js'

suite('rules of a project’s own', () => {
  const rule: OwnRule = { id: 'acme/no-json', severity: 'warning', check: () => [] }

  suite('what a module exports', () => {
    const problemsOf = (exported: unknown) =>
      readOwnRules(exported, 'rules.mjs').problems.map(({ say }) => say)

    test('is a rule or a list of them, as default or as rules', () => {
      for (const exported of [{ default: rule }, { default: [rule] }, { rules: [rule] }]) {
        assert.deepEqual(readOwnRules(exported, 'rules.mjs'), { rules: [rule], problems: [] })
      }
    })

    test('nothing is told', () =>
      assert.deepEqual(problemsOf({ other: 1 }), [
        'rules.mjs exports no rule: it needs one, or a list, as its default export.',
      ]))

    test('what is no rule is left out and told, the others stay', () => {
      const { rules, problems } = readOwnRules(
        {
          default: [
            rule,
            { ...rule, id: 'no-json' },
            { ...rule, severity: 'bad' },
            3,
            { ...rule, check: 1 },
          ],
        },
        'rules.mjs',
      )
      assert.deepEqual(rules, [rule])
      assert.deepEqual(
        problems.map(({ say }) => say),
        [
          'rules.mjs: rule 2 is left out: its id must be two names with a slash between them, such as "acme/no-json", in small letters, digits and hyphens.',
          'rules.mjs: rule 3 is left out: its severity must be "error", "warning", "information" or "hint".',
          'rules.mjs: rule 4 is left out: it is not an object.',
          'rules.mjs: rule 5 is left out: it has no function "check".',
        ],
      )
    })
  })

  suite('asked about a script', () => {
    const range = { start: 0, end: 9 }
    const action = { kind: 'other', node: 'X', range, whole: range } as const
    const script: OwnScript = {
      origin: 'pending',
      text: 'SELECT 1;',
      execution: 'batch',
      postgresVersion: 14,
      statements: [
        {
          index: 0,
          text: 'SELECT 1',
          line: 1,
          actions: [{ ...action, node: 'A' }, action],
          evidence: { kind: 'unknown', why: 'nobody looked' },
          newTables: [],
          tables: [],
        },
      ],
    }
    const judge = (check: OwnRule['check']) => judgeWithOwnRules(script, [{ ...rule, check }])
    const finding = { rule: 'acme/no-json', severity: 'warning', message: 'no', statement: 0 }

    test('find one, several, or nothing, at once or later', async () => {
      assert.deepEqual((await judge(() => undefined)).findings, [])
      assert.deepEqual((await judge(() => ({ message: 'no' }))).findings, [finding])
      assert.deepEqual(
        (await judge(() => Promise.resolve([{ message: 'no' }, { message: 'no' }]))).findings,
        [finding, finding],
      )
    })

    test('may name the action, the object and another severity', async () =>
      assert.deepEqual(
        (
          await judge(({ actions }) => ({
            message: 'no',
            action: actions[1],
            object: { table: 'public.User' },
            severity: 'error',
          }))
        ).findings,
        [{ ...finding, severity: 'error', action: 1, object: { table: 'public.User' } }],
      ))

    test('one that throws is told and hides no other', async () => {
      const throwing: OwnRule = {
        ...rule,
        id: 'acme/broken',
        check: () => {
          throw new Error('oops')
        },
      }
      assert.deepEqual(
        await judgeWithOwnRules(script, [throwing, { ...rule, check: () => ({ message: 'no' }) }]),
        {
          findings: [finding],
          problems: [
            {
              say: 'Your rule "acme/broken" failed here (oops), so that this statement is not checked for it.',
              statement: 0,
            },
          ],
        },
      )
    })

    test('what is no finding is told', async () =>
      assert.deepEqual((await judge(() => ['no'])).problems, [
        {
          say: 'Your rule "acme/no-json" gave back something without a "message", so that this statement is not checked for it.',
          statement: 0,
        },
      ]))
  })
})
