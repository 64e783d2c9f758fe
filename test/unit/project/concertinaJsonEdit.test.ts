import assert from 'node:assert/strict'
import {
  withEnvironment,
  withoutEnvironment,
  type ConcertinaJsonEdit,
} from '../../../server/src/project/concertinaJsonEdit.js'
import { applyEdits } from '../../../server/src/text/edits.js'

const staging = { name: 'staging', order: 2, urlEnv: 'STAGING_URL' }

suite('editing concertina.json', () => {
  test('the first environment creates the file', () => {
    const edit = withEnvironment(undefined, staging)
    assert.ok(edit.kind === 'edited')
    assert.equal(
      edit.text,
      `{
  "environments": [
    {
      "name": "staging",
      "order": 2,
      "urlEnv": "STAGING_URL"
    }
  ]
}
`,
    )
  })

  test('an empty file is filled', () => {
    const edit = withEnvironment('\n', staging)
    assert.ok(edit.kind === 'edited')
    assert.match(edit.text, /^\{\n {2}"environments"/)
  })

  test('an environment is added behind the others, comments and other keys stay', () =>
    check(
      `{
  // our databases
  "environments": [
    { "name": "dev", "urlEnv": "DATABASE_URL" } // on this machine
  ],
  "failOn": "warning"
}
`,
      (text) => withEnvironment(text, staging),
      `{
  // our databases
  "environments": [
    { "name": "dev", "urlEnv": "DATABASE_URL" }, // on this machine
    {
      "name": "staging",
      "order": 2,
      "urlEnv": "STAGING_URL"
    }
  ],
  "failOn": "warning"
}
`,
    ))

  test('a comma at the end stays a comma at the end', () =>
    check(
      '{\n  "environments": [\n    { "name": "a", "urlEnv": "A" }, // one\n  ],\n}\n',
      (text) => withEnvironment(text, { name: 'b', urlEnv: 'B' }),
      '{\n  "environments": [\n    { "name": "a", "urlEnv": "A" }, // one\n    {\n      "name": "b",\n      "urlEnv": "B"\n    },\n  ],\n}\n',
    ))

  test('a comment in an empty list stays', () =>
    check(
      '{\n  "environments": [\n    // none yet\n  ]\n}\n',
      (text) => withEnvironment(text, { name: 'b', urlEnv: 'B' }),
      '{\n  "environments": [\n    {\n      "name": "b",\n      "urlEnv": "B"\n    }\n    // none yet\n  ]\n}\n',
    ))

  test('the list is made where there is none', () =>
    check(
      '{\n\t"failOn": "warning"\n}\n',
      (text) => withEnvironment(text, { name: 'dev', urlEnv: 'A' }),
      '{\n\t"failOn": "warning",\n\t"environments": [\n\t\t{\n\t\t\t"name": "dev",\n\t\t\t"urlEnv": "A"\n\t\t}\n\t]\n}\n',
    ))

  test('line ends stay as they are', () => {
    const edit = withEnvironment('{\r\n  "environments": []\r\n}\r\n', staging)
    assert.ok(edit.kind === 'edited')
    assert.doesNotMatch(edit.text, /[^\r]\n/)
  })

  test('an environment of that name is changed key by key', () =>
    check(
      `{
  "environments": [
    {
      "name": "staging", // the one behind the VPN
      "urlEnv": "OLD_URL",
      "protected": true
    }
  ]
}
`,
      (text) => withEnvironment(text, staging),
      `{
  "environments": [
    {
      "name": "staging", // the one behind the VPN
      "urlEnv": "STAGING_URL",
      "order": 2
    }
  ]
}
`,
    ))

  test('an environment that is already as wished needs no edit', () => {
    const edit = withEnvironment('{ "environments": [{ "name": "dev", "urlEnv": "A" }] }', {
      name: 'dev',
      urlEnv: 'A',
    })
    assert.deepEqual(edit.kind === 'edited' && edit.edits, [])
  })

  test('an environment is taken out', () =>
    check(
      `{
  "environments": [
    { "name": "dev", "urlEnv": "A" },
    { "name": "staging", "urlEnv": "B" }
  ]
}
`,
      (text) => withoutEnvironment(text, 'dev'),
      `{
  "environments": [
    { "name": "staging", "urlEnv": "B" }
  ]
}
`,
    ))

  const removals: readonly (readonly [string, string, string])[] = [
    ['the last one', '[{ "name": "x" }, { "name": "dev" }]', '[{ "name": "x" }]'],
    ['the first one', '[{ "name": "dev" }, { "name": "x" }]', '[{ "name": "x" }]'],
    ['the only one', '[{ "name": "dev" }]', '[]'],
    [
      'one before a comma at the end',
      '[{ "name": "x" }, { "name": "dev" },]',
      '[{ "name": "x" }, ]',
    ],
    [
      'one before a comment and its comma',
      '[{ "name": "dev" } /* here */, { "name": "x" }]',
      '[/* here */ { "name": "x" }]',
    ],
    [
      'one on lines of its own',
      '[\n  { "name": "x" }, // kept\n  {\n    "name": "dev"\n  }\n]',
      '[\n  { "name": "x" } // kept\n]',
    ],
  ]
  for (const [what, before, after] of removals) {
    test(`${what} is taken out`, () =>
      check(
        `{ "environments": ${before} }`,
        (text) => withoutEnvironment(text, 'dev'),
        `{ "environments": ${after} }`,
      ))
  }

  test('two neighbouring keys can go at once', () =>
    check(
      '{ "environments": [{ "name": "dev", "urlEnv": "A", "order": 3, "schema": "s" }] }',
      (text) => withEnvironment(text, { name: 'dev', urlEnv: 'A' }),
      '{ "environments": [{ "name": "dev", "urlEnv": "A" }] }',
    ))

  test('a list on one line stays on one line', () =>
    check(
      '{ "environments": [{ "name": "dev", "urlEnv": "A" }] }',
      (text) => withEnvironment(text, { name: 'prod', urlEnv: 'B' }),
      '{ "environments": [{ "name": "dev", "urlEnv": "A" }, { "name": "prod", "urlEnv": "B" }] }',
    ))

  test('a key added to an entry on one line stays there', () =>
    check(
      '{ "environments": [{ "name": "dev", "urlEnv": "A", "schema": "s" }] }',
      (text) => withEnvironment(text, { name: 'dev', urlEnv: 'A', order: 1, protected: true }),
      '{ "environments": [{ "name": "dev", "urlEnv": "A", "order": 1, "protected": true }] }',
    ))

  test('what is not there cannot be taken out', () =>
    checkRefusal(withoutEnvironment('{}', 'dev'), 'no-such-environment'))

  for (const broken of ['{', '[]', '{ "environments": {} }', '{ "environments": [1] }', 'hello']) {
    test(`${broken} is left alone`, () => {
      checkRefusal(withEnvironment(broken, staging), 'unreadable')
      checkRefusal(withoutEnvironment(broken, 'dev'), 'unreadable')
    })
  }

  test('a URL does not get into the file, and not into the refusal', () => {
    const edit = withEnvironment('{}', { name: 'a', urlEnv: 'postgresql://u:hunter2@db/shop' })
    checkRefusal(edit, 'bad-entry')
    assert.doesNotMatch(JSON.stringify(edit), /hunter2/)
  })

  test('a name that the parser would refuse is refused', () =>
    checkRefusal(withEnvironment('{}', { name: 'my db', urlEnv: 'A' }), 'bad-entry'))
})

function check(before: string, change: (text: string) => ConcertinaJsonEdit, after: string): void {
  const edit = change(before)
  assert.ok(edit.kind === 'edited')
  assert.equal(edit.text, after)
  assert.equal(applyEdits(before, edit.edits), after)
}

function checkRefusal(edit: ConcertinaJsonEdit, because: string): void {
  assert.equal(edit.kind === 'refusal' ? edit.because : edit.kind, because)
}
