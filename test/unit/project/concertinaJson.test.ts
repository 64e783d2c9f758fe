import assert from 'node:assert/strict'
import { parseConcertinaJson } from '../../../server/src/project/concertinaJson.js'

const rules = new Set(['drop-column', 'set-not-null-scan'])

const defaults = {
  environments: [],
  rules: {},
  ignore: [],
  ownRules: [],
  naming: {},
  thresholds: { largeTableRows: 100_000, largestScanMegabytes: 1024, staleAfterMinutes: 10 },
  failOn: 'error',
}

suite('concertina.json', () => {
  test('an empty file and an empty object mean the defaults', () => {
    assert.deepEqual(parse(''), { configuration: defaults, problems: [] })
    assert.deepEqual(parse('{}'), { configuration: defaults, problems: [] })
  })

  test('everything that can be said', () =>
    assert.deepEqual(
      parse(`{
        "$schema": "./concertina.schema.json",
        // from left to right
        "environments": [
          { "name": "dev", "urlEnv": "DATABASE_URL" },
          { "name": "production", "urlEnv": "PROD_URL", "order": 9, "protected": true, "schema": "sales", "postgresVersion": 16 },
        ],
        "postgresVersion": 15,
        "rules": { "drop-column": "error" },
        "ignore": [{ "rule": "drop-column", "migration": "20240101000000_a", "object": "User.age", "reason": "never read" }],
        "ownRules": ["rules/own.ts"],
        "baseline": "20231231000000_z",
        "naming": { "tables": "PascalCase" },
        "thresholds": { "largeTableRows": 5000 },
        "failOn": "warning",
      }`),
      {
        problems: [],
        configuration: {
          environments: [
            { name: 'dev', urlEnv: 'DATABASE_URL', order: 1, protected: false },
            {
              name: 'production',
              urlEnv: 'PROD_URL',
              order: 9,
              protected: true,
              schema: 'sales',
              postgresVersion: 16,
            },
          ],
          postgresVersion: 15,
          rules: { 'drop-column': 'error' },
          ignore: [
            {
              rule: 'drop-column',
              migration: '20240101000000_a',
              object: 'User.age',
              reason: 'never read',
            },
          ],
          ownRules: ['rules/own.ts'],
          baseline: '20231231000000_z',
          naming: { tables: 'PascalCase' },
          thresholds: { largeTableRows: 5000, largestScanMegabytes: 1024, staleAfterMinutes: 10 },
          failOn: 'warning',
        },
      },
    ))

  test('environments stand by their order, then as listed', () =>
    assert.deepEqual(
      names(`{ "environments": [
        { "name": "c", "urlEnv": "C", "order": 7 },
        { "name": "a", "urlEnv": "A", "order": 0 },
        { "name": "b", "urlEnv": "B" } ] }`),
      ['a', 'b', 'c'],
    ))

  test('an unknown key is reported on the key, with those that are known', () =>
    checkProblems('{ <[ "enviroments" ]>: [] }', [
      'unknown-key: "enviroments" is not known here and has no effect. Known are $schema, environments, postgresVersion, rules, ignore, ownRules, baseline, naming, thresholds, failOn.',
    ]))

  test('a name that every object inherits is as unknown as any other', () =>
    assert.deepEqual(
      parse('{ "toString": 1, "__proto__": {} }').problems.map(({ kind }) => kind),
      ['unknown-key', 'unknown-key'],
    ))

  test('a wrong value is reported on the value and left out', () => {
    checkProblems('{ "failOn": <[ "fatal" ]> }', [
      'wrong-value: Expected here is one of "never", "hint", "information", "warning", "error".',
    ])
    checkProblems('{ "postgresVersion": <[ "16" ]> }', [
      'wrong-value: Expected here is a whole number from 9 to 99.',
    ])
    checkProblems('{ "thresholds": { "largeTableRows": <[ 0 ]> } }', [
      'wrong-value: Expected here is a whole number from 1 to 1000000000000.',
    ])
    checkProblems('{ "environments": <[ {} ]> }', [
      'wrong-value: Expected here is a list in square brackets.',
    ])
    checkProblems('{ "rules": <[ [] ]> }', ['wrong-value: Expected here is an object in braces.'])
    checkProblems('{ "environments": [{ "name": "a", "urlEnv": "A", "protected": <[ 1 ]> }] }', [
      'wrong-value: Expected here is true or false.',
    ])
    checkProblems('<[ [] ]>', ['wrong-value: Expected here is an object in braces.'])
  })

  test('an entry that lacks a key is reported whole and has no effect', () => {
    const text = '{ "environments": [<[ { "name": "dev" } ]>] }'
    checkProblems(text, ['missing-key: "urlEnv" is missing here, so this entry has no effect.'])
    assert.deepEqual(names(text.replace(/<\[ | \]>/g, '')), [])
  })

  test('an ignore without a reason is no ignore', () => {
    const { configuration, problems } = parse(
      '{ "ignore": [{ "rule": "drop-column" }, { "rule": "drop-column", "reason": " " }] }',
    )
    assert.deepEqual(configuration.ignore, [])
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['missing-key', 'wrong-value'],
    )
  })

  test('one wrong entry does not take its neighbours along', () =>
    assert.deepEqual(
      names('{ "environments": [7, { "name": "dev", "urlEnv": "A" }], "failOn": 3 }'),
      ['dev'],
    ))

  test('of two environments with one name the first counts', () => {
    const text =
      '{ "environments": [{ "name": "dev", "urlEnv": "A" }, { "name": <[ "DEV" ]>, "urlEnv": "B" }] }'
    checkProblems(text, [
      'duplicate: An environment of this name stands above. This one has no effect.',
    ])
    assert.deepEqual(
      parse(text.replace(/<\[ | \]>/g, '')).configuration.environments.map((one) => one.urlEnv),
      ['A'],
    )
  })

  test('a key that stands twice is reported, and the last one counts', () => {
    checkProblems('{ "failOn": "hint", <[ "failOn" ]>: "never" }', [
      'duplicate: This key stands here twice. The last one counts.',
    ])
    assert.equal(parse('{ "failOn": "hint", "failOn": "never" }').configuration.failOn, 'never')
  })

  test('a rule that does not exist is a warning, in rules and in ignore', () => {
    checkProblems('{ "rules": { <[ "drop-colum" ]>: "off" } }', [
      'unknown-rule: There is no rule of this id, so the line has no effect.',
    ])
    checkProblems('{ "ignore": [{ "rule": <[ "drop-colum" ]>, "reason": "x" }] }', [
      'unknown-rule: There is no rule of this id, so the line has no effect.',
    ])
  })

  test('broken JSON is reported at its place, and what can be read counts', () => {
    const { configuration, problems } = parse('{ "failOn": "never", "rules": }')
    assert.equal(configuration.failOn, 'never')
    assert.deepEqual(
      problems.map(({ kind, say }) => `${kind}: ${say}`),
      ['syntax: This is not JSON: value expected.'],
    )
  })

  test('a text that is no JSON at all is a problem and no exception', () => {
    for (const text of ['hello', '{', '[', '"', '{"environments":[{', 'null']) {
      assert.ok(parse(text).problems.length > 0, text)
      assert.deepEqual(parse(text).configuration, defaults)
    }
  })

  const secrets = [
    '{ "environments": [{ "name": "a", "urlEnv": "A", "url": "hunter2" }] }',
    '{ "environments": [{ "name": "a", "urlEnv": "postgresql://u:hunter2@db/shop" }] }',
    '{ "environments": [{ "name": "a", "urlEnv": "hunter2!" }] }',
    '{ "environments": [{ "name": "postgres://u:hunter2@db", "urlEnv": "A" }] }',
    '{ "environments": [{ "name": "a", "urlEnv": "A", "directUrl": "hunter2" }] }',
    '{ "environments": [{ "name": "a", "urlEnv": "A", "hunter2 !": 1 }] }',
    '{ "environments": ["postgresql://u:hunter2@db/shop"] }',
    '{ "environments": { "dev": "postgresql://u:hunter2@db/shop" } }',
    '{ "postgresql://u:hunter2@db/shop": 1 }',
    '{ "shadow": "prisma://x/?api_key=hunter2" }',
    '{ "baseline": "host=db password=hunter2" }',
    '{ "failOn": "https://u:hunter2@db/shop" }',
    '{ "rules": { "postgresql://u:hunter2@db/shop": "off" } }',
    '{ "rules": { "drop-column": "postgresql://u:hunter2@db/shop" } }',
    '"postgresql://u:hunter2@db/shop"',
  ]
  for (const text of secrets) {
    test(`no word and no value repeats the secret of ${text.replaceAll('hunter2', '…')}`, () => {
      const { configuration, problems } = parse(text)
      assert.ok(problems.length > 0)
      assert.doesNotMatch(JSON.stringify({ configuration, problems }), /hunter2/)
    })
  }

  test('a URL is refused with what to do instead', () =>
    checkProblems('{ "environments": [{ "name": "a", "urlEnv": "A", <[ "url" ]>: "x" }] }', [
      'secret: A database URL or a password does not belong in this file, which is committed. Take it out, change the password if it was ever pushed, and put the name of an environment variable into "urlEnv"; the editor keeps the URL in its secret storage.',
    ]))

  test('a link in a reason is no secret', () =>
    assert.deepEqual(
      parse(
        '{ "ignore": [{ "rule": "drop-column", "reason": "see https://example.com/issues/7?a=b" }] }',
      ).problems,
      [],
    ))
})

function parse(text: string) {
  return parseConcertinaJson(text, rules)
}

function names(text: string): string[] {
  return parse(text).configuration.environments.map(({ name }) => name)
}

/** `<[ … ]>` marks the range of every expected problem. */
function checkProblems(marked: string, expected: readonly string[]): void {
  const start = marked.indexOf('<[ ')
  const text = marked.replace('<[ ', '').replace(' ]>', '')
  const end = marked.indexOf(' ]>') - '<[ '.length
  const { problems } = parse(text)
  assert.deepEqual(
    problems.map(({ kind, say }) => `${kind}: ${say}`),
    expected,
  )
  for (const { range } of problems) assert.deepEqual(range, { start, end })
}
