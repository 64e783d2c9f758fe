import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { createOwnRules, type OwnRules } from '../../../server/src/project/ownRules.js'
import { productPlaces } from '../../../server/src/project/productPlaces.js'
import { emptyCatalogue } from '../../../server/src/engine/catalogue.js'
import { analyseScript } from '../../../server/src/rules/analyseScript.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

// What rules find is in readOwnRules.test.ts and the CLI's tests; here is what only a process can show.
suite('the process of own rules', () => {
  let project: ProjectFolder
  let own: OwnRules
  setup(() => {
    project = projectFolder({}, { commit: false })
    const places = productPlaces(new URL('../../../server/src/main.ts', import.meta.url).href)
    own = createOwnRules({
      childFile: fileURLToPath(places.configChild),
      nodeOptions: places.nodeOptions,
      timeLimitMs: 5000,
      mayRun: () => true,
    })
  })
  teardown(() => {
    own.close()
    project.remove()
  })

  const judge = async () => {
    const parser = await loadSqlParser()
    const text = 'DROP TABLE "Post";'
    const script = analyseScript({
      origin: 'migration',
      text,
      statements: parser.parse(text),
      traces: [],
      catalogue: emptyCatalogue,
      execution: 'batch',
      postgresVersion: 16,
    })
    const { findings, problems } = await own.judge(
      { root: project.folder, files: ['own.mjs'] },
      script,
    )
    return [...findings.map(({ message }) => message), ...problems.map(({ say }) => say)]
  }
  const write = (body: string) =>
    project.write(
      'own.mjs',
      `export default { id: 'acme/a', severity: 'error', check: (statement) => { ${body} } }`,
    )

  test('a rule that does not end is ended, and asked again when its file has changed', async () => {
    write('for (;;);')
    const stopped =
      "This project's own rules were still running after 5 seconds: nothing is checked for them until one of their files changes."
    assert.deepEqual(await judge(), [stopped])
    assert.deepEqual(await judge(), [stopped])
    write('return { message: statement.text }')
    assert.deepEqual(await judge(), ['DROP TABLE "Post"'])
  })

  test('a rule that ends its process is told', async () => {
    write('process.exit(0)')
    assert.deepEqual(await judge(), [
      "This project's own rules ended their process: nothing is checked for them until one of their files changes.",
    ])
  })

  test('what a rule prints does not reach the protocol', async () => {
    write('console.log("noise"); process.stdout.write("noise"); return { message: "found" }')
    assert.deepEqual(await judge(), ['found'])
  })
})
