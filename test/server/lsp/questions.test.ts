import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type {
  AskAnswer,
  AskRequest,
  ShowExamplesRequest,
  ShownExamples,
} from '../../../server/src/protocol/messages.js'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('questions of a plan, with what an expression makes of some rows', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  let asked: AskRequest | undefined
  let answer: (request: AskRequest) => Promise<AskAnswer> | AskAnswer = () => ({
    kind: 'cancelled',
  })
  suiteSetup(async () => {
    project = projectFolder(blog)
    editor = await openEditor({
      folder: project.folder,
      cache: cache.folder,
      options: { answersQuestions: true },
    })
    editor.connection.onRequest('concertina/ask', async (request: AskRequest) => {
      asked = request
      return await answer(request)
    })
    await editor.open(schema)
    await editor.type(schema, 'title    String', 'heading  String\n  subtitle String?')
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })
  const split = async () => {
    const actions = await editor.actions(schema, 'subtitle')
    const found = actions.find(({ title }) => title.startsWith('Split "title"'))
    assert.ok(found, actions.map(({ title }) => title).join('\n'))
    return found
  }
  const show = (request: AskRequest, id: string, expression: string) => {
    const examples = request.questions.find((question) => question.id === id)?.examples
    assert.ok(examples)
    const shown: ShowExamplesRequest = { project: request.project, examples, expression }
    return editor.connection.sendRequest<ShownExamples>('concertina/showExamples', shown)
  }

  test('one for each column; while they are open, the in-process database computes', async () => {
    const seen: ShownExamples[] = []
    answer = async (request) => {
      const proposed = request.questions.find(({ id }) => id === 'subtitle')?.default ?? ''
      seen.push(await show(request, 'subtitle', proposed))
      seen.push(await show(request, 'heading', 'upper("Post".title)'))
      seen.push(await show(request, 'heading', 'title::int'))
      seen.push(await show(request, 'heading', 'nowhere'))
      seen.push(await show(request, 'heading', '\'x\'; DROP TABLE "Post"'))
      return { kind: 'cancelled' }
    }
    await assert.rejects(editor.resolve(await split()), /Nothing was written/)
    assert.deepEqual(
      asked?.questions.map(({ id }) => id),
      ['heading', 'subtitle', 'title'],
    )
    const [proposed, own, failing, unknown, several] = seen
    assert.deepEqual(proposed, {
      kind: 'shown',
      rows: [
        { from: '"Ada Lovelace"', to: '"Lovelace"' },
        { from: '"Ludwig van Beethoven"', to: '"van Beethoven"' },
        { from: '"Plato"', to: 'NULL' },
        { from: '" Hopper"', to: '"Hopper"' },
        { from: '""', to: 'NULL' },
      ],
    })
    assert.ok(own?.kind === 'shown')
    assert.deepEqual(own.rows[0], { from: '"Ada Lovelace"', to: '"ADA LOVELACE"' })
    assert.deepEqual(failing, {
      kind: 'refused',
      say: 'It fails for "Ada Lovelace": invalid input syntax for type integer: "Ada Lovelace"',
    })
    assert.deepEqual(unknown, {
      kind: 'refused',
      say: 'Table "Post" has no column "nowhere".',
    })
    assert.equal(several?.kind, 'refused')
  })

  test('the answers are in the plan', async () => {
    answer = ({ questions }) => ({
      kind: 'answers',
      answers: {
        ...Object.fromEntries(questions.map((question) => [question.id, question.default])),
        heading: 'upper(title)',
        title: 'heading',
      },
    })
    const { edit } = await editor.resolve(await split())
    const files = await editor.apply(edit ?? {})
    const plan = files.find((file) => file.endsWith('/plan.json')) ?? ''
    assert.match(
      readFileSync(path.join(project.folder, plan), 'utf8'),
      /"heading": "upper\(title\)"/,
    )
  })
})
