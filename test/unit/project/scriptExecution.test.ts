import assert from 'node:assert/strict'
import type { ProjectLayout } from '../../../server/src/prisma/projectLayout.js'
import { loadScriptExecution } from '../../../server/src/project/scriptExecution.js'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'

async function executionOf(version: string, script: string) {
  const major = Number(version.split('.')[0])
  const prismaVersion = { kind: 'classic', major, version, source: 'installed' } as const
  const read = await loadScriptExecution({ prismaVersion } as unknown as ProjectLayout)
  return read(script, splitStatements(script))
}

const readable = 'ALTER TABLE "t" ADD "a" INT;\nCREATE INDEX CONCURRENTLY "i" ON "t" ("a");'
const unreadable = 'ALTER TABLE "t" ADD "a" INT;\nDROP INDEX CONCURRENTLY "i";'

suite('how the project’s Prisma sends a file', () => {
  for (const version of ['5.22.0', '6.19.3', '7.0.0', '7.3.1']) {
    test(`${version}: as a whole, whatever it holds`, async () => {
      assert.deepEqual(await executionOf(version, readable), { execution: 'batch' })
      assert.deepEqual(await executionOf(version, unreadable), { execution: 'batch' })
    })
  }

  for (const version of ['7.4.0', '7.10.0']) {
    test(`${version}: statement by statement, where its parser reads them all`, async () =>
      assert.deepEqual(await executionOf(version, readable), { execution: 'split' }))

    test(`${version}: as a whole, where its parser stops at one, which is named`, async () => {
      const { execution, fallback } = await executionOf(version, unreadable)
      assert.deepEqual([execution, fallback?.statement], ['batch', 1])
    })
  }
})
