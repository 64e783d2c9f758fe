import assert from 'node:assert/strict'
import type { CheckReport } from '../../../server/src/protocol/checkReport.js'
import { commandLine } from '../../support/commandLine.js'
import { openEditor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const file = 'prisma/migrations/20260101000000_more/migration.sql'

/** A rule about every column that is added, in TypeScript, with something that it imports. */
const noJson = `
import { word } from './word'
export default {
  id: 'acme/no-json',
  severity: 'warning',
  check: ({ actions, tables }: { actions: any[]; tables: any[] }) =>
    actions
      .filter((action) => action.kind === 'addColumn' && action.column.type === 'json')
      .map((action) => ({
        message: \`"\${action.column.name}" is json \${word} \${tables[0].columns.length} columns\`,
        action,
        object: { table: 'public.Post', column: action.column.name },
      })),
}`

suite('rules of a project’s own', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  setup(() => {
    project = projectFolder({
      ...blog,
      'concertina.json': '{ "ownRules": ["rules/own.ts"] }',
      'rules/own.ts': noJson,
      'rules/word.ts': "export const word = 'beside'",
    })
    project.write(file, 'ALTER TABLE "Post" ADD COLUMN "extra" json;\n')
  })
  teardown(() => project.remove())
  suiteTeardown(() => cache.remove())

  const lint = async () => {
    const concertina = commandLine({ folder: project.folder, cache: cache.folder })
    const report = (await concertina('lint', file, '--format', 'json')).json() as CheckReport
    return report.findings
      .filter(({ rule }) => rule.startsWith('acme/') || rule === 'own-rule-failed')
      .map(({ rule, severity, message, range }) => [rule, severity, message, range.start.character])
  }
  const found = ['acme/no-json', 'warning', '"extra" is json beside 3 columns', 30]

  test('judge a migration, with the tables that it finds', async () =>
    assert.deepEqual(await lint(), [found]))

  test('keep to the severities of concertina.json and to its ignores', async () => {
    project.write(
      'concertina.json',
      '{ "ownRules": ["rules/own.ts"], "rules": { "acme/no-json": "error" } }',
    )
    assert.deepEqual(await lint(), [found.with(1, 'error')])
    project.write(
      'concertina.json',
      '{ "ownRules": ["rules/own.ts"], "ignore": [{ "rule": "acme/no-json", "object": "Post.extra", "reason": "old" }] }',
    )
    assert.deepEqual(await lint(), [])
  })

  test('a comment takes out what they find', async () => {
    project.write(
      file,
      '-- concertina-ignore acme/no-json: small\nALTER TABLE "Post" ADD COLUMN "extra" json;\n',
    )
    assert.deepEqual(await lint(), [])
  })

  test('a module that cannot be loaded is told at the first statement', async () => {
    project.delete('rules/word.ts')
    const [[rule, severity, message] = []] = await lint()
    assert.deepEqual([rule, severity], ['own-rule-failed', 'warning'])
    assert.match(
      String(message),
      /^Your rules in rules\/own\.ts could not be loaded \(.*word.*\): nothing is checked for them\.$/s,
    )
  })

  test('in the editor follow what is typed and saved, and are not run without trust', async () => {
    const typed = async (trusted: boolean) => {
      const editor = await openEditor({
        folder: project.folder,
        cache: cache.folder,
        options: { trusted },
      })
      try {
        await editor.open(schema)
        await editor.type(schema, 'title    String', 'title    String\n  more Json? @db.Json')
        const all = await editor.diagnostics(schema)
        return all
          .filter(({ code }) => code === 'acme/no-json' || code === 'own-rule-failed')
          .map(({ message, codeDescription }) => [
            message,
            codeDescription?.href.split('/docs/')[1],
          ])
      } finally {
        await editor.close()
      }
    }
    project.delete(file.replace('/migration.sql', ''))
    assert.deepEqual(await typed(true), [['"more" is json beside 3 columns', 'own-rules.md']])
    assert.deepEqual(await typed(false), [
      [
        "This project's own rules are not run while the workspace is not trusted: nothing is checked for them.",
        'rules/own-rule-failed.md',
      ],
    ])
  })
})
