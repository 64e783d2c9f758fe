import assert from 'node:assert/strict'
import { blankForParser } from '../../../server/src/prisma/blankForParser.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import { corpusSchemas } from '../../support/corpusSchemas.js'
import { objectsOfModel, objectsOfScript } from '../../support/databaseObjects.js'
import { startPrismaOracle, type PrismaOracle } from '../../support/prismaOracle.js'
import { handMadeSchemas } from './handMadeSchemas.js'

suite('every name that Prisma gives in the database is the name that we give', () => {
  const started: { oracle?: PrismaOracle } = {}

  suiteSetup(async () => {
    started.oracle = await startPrismaOracle()
  })

  async function check(schema: string): Promise<void> {
    assert.ok(started.oracle)
    const script = await started.oracle.scriptOf(blankForParser(schema))
    const model = readSchemaModel([readSchema('schema.prisma', schema)])
    assert.deepEqual(objectsOfModel(model), objectsOfScript(script))
  }

  for (const [title, schema] of Object.entries(handMadeSchemas)) {
    test(title, () => check(schema))
  }

  for (const { project, text } of corpusSchemas()) {
    test(`the schema of ${project}`, function () {
      return text === undefined ? this.skip() : check(text)
    })
  }
})
