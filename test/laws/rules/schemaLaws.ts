import assert from 'node:assert/strict'
import { blankForParser } from '../../../server/src/prisma/blankForParser.js'
import { locateAction } from '../../../server/src/prisma/locateAction.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import { suppressionsInSchema } from '../../../server/src/project/suppressions.js'
import type { Finding } from '../../../server/src/rules/rule.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { sqlSeeds } from './seeds.js'
import { checkFindings, checkInside, derivedScript } from './sqlLaws.js'

const parser = await loadSqlParser()
const scripts = sqlSeeds.map((text) => ({ text, statements: parser.parse(text) }))

/** Throws where the reading of a schema breaks a law; gives what the rules find of a script beside it. */
export function checkSchemaLaws(text: string, number: number): readonly Finding[] {
  const whole = { start: 0, end: text.length }
  const document = readSchema('schema.prisma', text)
  for (const { range } of document.blocks) checkInside(range, whole, 'a block')
  assert.equal(blankForParser(text).length, text.length)
  for (const { range, scope } of suppressionsInSchema(document)) {
    checkInside(range, whole, 'a suppression')
    if (scope !== undefined && scope !== 'file') checkInside(scope, whole, 'a scope')
  }
  const target = readSchemaModel([document])
  const script = scripts[number % scripts.length]
  assert.ok(script)
  const findings = checkFindings(derivedScript(script.text, script.statements, number, target))
  for (const { action, rule } of findings) {
    const place = locateAction(target, action)
    if (place !== undefined) checkInside(place.range, whole, rule)
  }
  return findings
}
