import assert from 'node:assert/strict'
import {
  isNamedLikeProduction,
  refuseEnvironmentName,
  refuseVariableName,
  secretKey,
  suggestVariableName,
} from '../../../client/src/environments/environmentNames.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

suite('names of environments', () => {
  test('are accepted exactly as the schema of concertina.json does', () => {
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../docs/concertina.schema.json'), 'utf8'),
    ) as Schema
    const { name, urlEnv } = schema.properties.environments.items.properties
    const texts = [
      'dev',
      'Prod-1',
      'eu.west_2',
      '9',
      '',
      '-a',
      'a b',
      'ä',
      'a'.repeat(60),
      'a'.repeat(61),
    ]
    for (const text of [...texts, 'A_1', '_x', '1A', 'A-B'])
      assert.deepEqual(
        [refuseEnvironmentName(text, []) === undefined, refuseVariableName(text) === undefined],
        [new RegExp(name.pattern, 'u').test(text), new RegExp(urlEnv.pattern, 'u').test(text)],
        text,
      )
  })

  test('are refused when taken', () => {
    assert.match(refuseEnvironmentName('dev', ['dev']) ?? '', /"dev" already/)
  })

  test('a URL in the place of a variable is refused without repeating it', () => {
    const say = refuseVariableName('postgresql://shop:hunter2@db/shop') ?? ''
    assert.match(say, /looks like a URL/)
    assert.doesNotMatch(say, /hunter2|shop/)
  })

  test('suggest a variable that is accepted', () => {
    assert.equal(suggestVariableName('eu.west-2'), 'DATABASE_URL_EU_WEST_2')
    assert.equal(refuseVariableName(suggestVariableName('9')), undefined)
  })

  test('say production, or do not', () => {
    for (const name of ['prod', 'production', 'eu-prod-1', 'Live'])
      assert.ok(isNamedLikeProduction(name), name)
    for (const name of ['dev', 'product', 'staging', 'delivery'])
      assert.ok(!isNamedLikeProduction(name), name)
  })
})

suite('the key of a secret', () => {
  test('differs by project and by environment', () => {
    const keys = [
      secretKey('file:///a', 'x'),
      secretKey('file:///b', 'x'),
      secretKey('file:///a', 'y'),
    ]
    assert.equal(new Set(keys).size, 3)
  })
})

type Pattern = { readonly pattern: string }
type Schema = {
  readonly properties: {
    readonly environments: {
      readonly items: { readonly properties: { readonly name: Pattern; readonly urlEnv: Pattern } }
    }
  }
}
