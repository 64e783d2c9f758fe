import assert from 'node:assert/strict'
import { rules } from '../../../server/src/rules/index.js'
import { parseConcertinaJson } from '../../../server/src/project/concertinaJson.js'
import { configurationShape } from '../../../server/src/project/concertinaJsonSections.js'
import { readPage } from '../../support/markdownPages.js'

suite('the page of concertina.json', () => {
  const page = readPage('docs/concertina-json.md')

  test('names every key that the file may have', () => {
    const { properties } = configurationShape
    const { environments, thresholds, naming, ignore } = properties
    const keys = [
      ...Object.keys(properties).filter((key) => !['$schema', 'thresholds', 'naming'].includes(key)),
      ...Object.keys(environments.items.properties),
      ...Object.keys(ignore.items.properties),
      ...Object.keys(thresholds.properties).map((key) => `thresholds.${key}`),
      ...Object.keys(naming.properties).map((key) => `naming.${key}`),
    ]
    for (const key of keys) assert.ok(page.includes(`\`${key}\``), key)
  })

  test('shows an example that is read without a complaint', () => {
    const [, example = ''] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? []
    const { configuration, problems } = parseConcertinaJson(
      example,
      new Set(rules.map(({ id }) => id)),
    )
    assert.deepEqual(problems, [])
    assert.equal(configuration.environments.length, 3)
  })

  test('tells the defaults of the thresholds', () => {
    for (const [key, { default: value }] of Object.entries(
      configurationShape.properties.thresholds.properties,
    ))
      assert.match(page, new RegExp(`\`thresholds\\.${key}\` \\| ${value} \\|`))
  })
})
