import assert from 'node:assert/strict'
import type { CodeUsages } from '../../../server/src/application/findUsages.js'
import type { UsageTarget } from '../../../server/src/application/usageTarget.js'
import type { CodeUse } from '../../../server/src/application/usesInFile.js'
import { usageSentence } from '../../../server/src/application/usageSentence.js'

const phone: UsageTarget = {
  model: 'Customer',
  field: 'phone',
  table: 'customers',
  column: 'phone',
  change: 'gone',
  givenBy: [],
}

suite('the sentence about the code', () => {
  test('names the places of what is certain, and apart from it what may be', () =>
    says(
      { certain: [at('src/a.ts', 6), at('src/b.ts', 2)], possible: [at('src/sql.ts', 9, 'sql')] },
      'The application uses "phone" of Customer in 2 files: src/a.ts:6, src/b.ts:2. Perhaps also: src/sql.ts:9 (SQL).',
    ))

  test('says that nothing was found, and in how many files', () =>
    says({}, 'No use of "phone" of Customer was found in 214 files of application code.'))

  test('never says that a guess is nothing', () => {
    says(
      { possible: [at('src/a.ts', 6)] },
      'No certain use of "phone" of Customer was found in 214 files of application code; 1 place may be one: src/a.ts:6.',
    )
    says(
      { elsewhere: 3 },
      'No use of "phone" of Customer was found in 214 files of application code. 3 properties of that name stand in files that do not use Customer.',
    )
  })

  test('tells of queries that read every field, and of what cannot be followed', () =>
    says(
      { certain: [at('a.ts', 1)], whole: [at('a.ts', 4)], unfollowed: [at('b.ts', 8)] },
      'The application uses "phone" of Customer in 1 file: a.ts:1. Queries without "select" read it too: a.ts:4. ' +
        'Not followed, because the model or the SQL is chosen at run time: b.ts:8.',
    ))

  test('a long list is cut, and a line is named once', () => {
    const many = [1, 1, 2, 3, 4, 5, 6].map((line) => at('a.ts', line))
    says(
      { certain: many },
      'The application uses "phone" of Customer in 1 file: a.ts:1, a.ts:2, a.ts:3, a.ts:4 and 2 more.',
    )
  })

  test('of a field that is added only the calls that leave it out matter', () => {
    const added = { ...phone, change: 'added' } as const
    says(
      { omitting: [at('a.ts', 3)] },
      'The application creates rows of Customer without "phone": a.ts:3.',
      added,
    )
    says(
      {},
      'No call that creates a row of Customer without "phone" was found in 214 files of application code.',
      added,
    )
  })

  test('of a value of an enum: texts that may be it are told as what they are', () => {
    const admin = { enum: 'Role', values: [{ value: 'ADMIN', label: 'ADMIN' }] }
    says(
      { certain: [at('a.ts', 1)], possible: [at('b.ts', 4, 'text'), at('c.ts', 5, 'property')] },
      'The application uses "ADMIN" of Role in 1 file: a.ts:1. Perhaps also: b.ts:4 (a text), c.ts:5.',
      admin,
    )
    says(
      { elsewhere: 2 },
      'No use of "ADMIN" or "OWNER" of Role was found in 214 files of application code. 2 words of that name stand in files that do not use Role.',
      { ...admin, values: [...admin.values, { value: 'OWNER', label: 'OWNER' }] },
    )
  })

  test('is empty where there is no code, and says what was not read', () => {
    assert.equal(
      usageSentence(phone, nothing, { files: 0 }, (path) => path),
      '',
    )
    assert.match(
      usageSentence(phone, nothing, { files: 3, incomplete: 'Not all.' }, (path) => path),
      / Not all\.$/,
    )
  })
})

const nothing: CodeUsages = {
  certain: [],
  possible: [],
  whole: [],
  omitting: [],
  unfollowed: [],
  elsewhere: 0,
}

function says(found: Partial<CodeUsages>, sentence: string, target: UsageTarget = phone): void {
  const usages = { ...nothing, ...found }
  assert.equal(
    usageSentence(target, usages, { files: 214 }, (path) => path),
    sentence,
  )
}

function at(path: string, line: number, kind: CodeUse['kind'] = 'client'): CodeUse {
  const position = { line: line - 1, character: 0 }
  return { path, range: { start: position, end: position }, kind }
}
