import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import type { DiffResult } from '../../../server/src/engine/messages.js'
import type { ProjectLayout } from '../../../server/src/prisma/projectLayout.js'
import { createCommittedDifference } from '../../../server/src/project/committedDifference.js'
import type { CommittedState } from '../../../server/src/project/projectSnapshot.js'
import { readTexts } from '../../../server/src/project/readProject.js'

suite('what the committed schema differs by', () => {
  const script: DiffResult = { kind: 'script', sql: 'DROP TABLE "a";\n' }

  test('is asked once for each commit, however much is typed', async () => {
    const { difference, asked } = differenceOf([script, { kind: 'script', sql: '' }])
    const first = committed('1')
    assert.equal((await difference(first)).sql, 'DROP TABLE "a";\n')
    assert.equal((await difference(first)).sql, 'DROP TABLE "a";\n')
    assert.equal(asked(), 1)
    assert.equal((await difference(committed('2'))).sql, '')
    assert.equal(asked(), 2)
  })

  test('is nothing without a commit', async () => {
    const { difference, asked } = differenceOf([script])
    const none: CommittedState = { kind: 'none', why: 'no repository' }
    assert.deepEqual(await difference(none), { sql: '', statements: [] })
    assert.equal(asked(), 0)
  })

  test('is nothing for a committed schema that is not valid', async () => {
    const { difference, asked } = differenceOf([{ kind: 'invalidSchema', message: 'no' }])
    const broken = committed('1')
    assert.equal((await difference(broken)).sql, '')
    assert.equal((await difference(broken)).sql, '')
    assert.equal(asked(), 1)
  })

  test('is asked again when the engine failed', async () => {
    const { difference } = differenceOf([{ kind: 'failed', message: 'no' }, script])
    const state = committed('1')
    assert.equal((await difference(state)).sql, '')
    assert.equal((await difference(state)).sql, 'DROP TABLE "a";\n')
  })
})

function differenceOf(answers: DiffResult[]) {
  let asked = 0
  const engine: Pick<Engine, 'open' | 'diff'> = {
    open: () => undefined,
    diff: () => {
      const answer = answers[asked]
      asked += 1
      return answer === undefined
        ? Promise.reject(new Error('asked too often'))
        : Promise.resolve(answer)
    },
  }
  const layout = {
    externalTables: [],
    externalEnums: [],
    prismaVersion: { kind: 'served', major: 7 },
  }
  const difference = createCommittedDifference(
    engine,
    { parse: () => [] },
    layout as unknown as ProjectLayout,
  )
  return { difference, asked: () => asked }
}

function committed(commit: string): CommittedState {
  const schema = readTexts([{ uri: 'file:///shop/schema.prisma', text: 'model A {\n}\n' }])
  return { kind: 'known', commit, schema, migrations: [] }
}
