import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Diagnostic } from 'vscode-languageserver-protocol/node'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { commandLine } from '../../support/commandLine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'
import {
  abandonPlan,
  addCompatibilityView,
  planMove,
  promotePhase,
  readPlans,
  rollBackPhase,
  writeApplicationCode,
  type AbandonPlanRequest,
  type PlanActAnswer,
  type PlansReport,
  type PromotePhaseRequest,
  type RollBackPhaseRequest,
} from '../../../server/src/protocol/messages.js'

const schema = 'prisma/schema.prisma'
const name = '20261120093000_rename_user_name_to_full_name'
const planFolder = `prisma/plans/${name}`
const planJson = `${planFolder}/plan.json`

suite('a plan in the editor', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  let written: Readonly<Record<string, string>>
  let project: ProjectFolder
  let editor: Editor
  // Proved once; every test begins with a copy of what was written.
  suiteSetup(async () => {
    const first = projectFolder(blog)
    try {
      first.write(schema, (blog[schema] ?? '').replace('name  String?', 'fullName String?'))
      const concertina = commandLine({ folder: first.folder, cache: cache.folder })
      const { code, notes } = await concertina('plan', '--recipe', 'rename-column', '--write')
      assert.equal(code, 0, notes)
      written = filesIn(first.folder)
    } finally {
      first.remove()
    }
  })
  setup(async () => {
    project = projectFolder({ ...written })
    editor = await openEditor({
      folder: project.folder,
      cache: cache.folder,
      now: () => new Date('2026-12-01T08:00:00Z'),
    })
  })
  teardown(async () => {
    await editor.close()
    project.remove()
  })
  suiteTeardown(() => cache.remove())

  const plan = () => editor.uri(planFolder)
  const promote = (request: Omit<PromotePhaseRequest, 'plan'> = {}) =>
    editor.connection.sendRequest<PlanActAnswer>(promotePhase.method, {
      plan: plan(),
      ...request,
    } satisfies PromotePhaseRequest)
  const report = async () => {
    const { projects } = await editor.connection.sendRequest<PlansReport>(readPlans.method)
    const found = projects[0]?.plans[0]
    assert.ok(found)
    return found
  }
  const states = async () => (await report()).phases.map((phase) => `${phase.name} ${phase.state}`)

  test('keeps other plans off its columns: their action is there, disabled, with the reason', async () => {
    await editor.open(schema)
    await editor.type(schema, lineOf(editor.text(schema), '@ignore'), '')
    const actions = await editor.actions(schema, 'model User')
    const drop = actions.find(({ title }) => /^Drop "name" of "User"/.test(title))
    assert.match(
      drop?.disabled?.reason ?? '',
      new RegExp(`^The plan "${name}" is under way and changes "name" of "public\\.User" too`),
    )
    assert.ok(drop)
    await assert.rejects(editor.resolve(drop), /is under way/)
  })

  test('tells in plan.json which value must be another', async () => {
    await editor.open(planJson)
    assert.deepEqual(await editor.diagnostics(planJson), [])
    await editor.type(planJson, '"kind": "transaction"', '"kind": "transactional"')
    const [problem, ...others] = await editor.diagnostics(planJson)
    assert.deepEqual(others, [])
    assert.equal(problem?.message, 'Expected here is "transaction" or "alone" or "scan".')
    assert.equal(problem.severity, 1)
    assert.equal(textAt(editor.text(planJson), problem.range), '"transactional"')
  })

  test('tells in plan.json which of its files is not there', async () => {
    await editor.open(planJson)
    project.delete(`${planFolder}/contract.sql`)
    await editor.changed(`${planFolder}/contract.sql`)
    const [problem, ...others] = await editor.diagnostics(planJson)
    assert.deepEqual(others, [])
    assert.match(messageOf(problem), /^"contract\.sql" is not there/)
    assert.equal(problem?.severity, 2)
    assert.equal(textAt(editor.text(planJson), problem.range), '"contract.sql"')
  })

  test('tells in plan.json which of its files was edited since the proof, unsaved too', async () => {
    await editor.open(planJson)
    await editor.open(`${planFolder}/verify.sql`)
    await editor.type(`${planFolder}/verify.sql`, 'SELECT', 'SELECT /* all */')
    const [problem, ...others] = await editor.diagnostics(planJson)
    assert.deepEqual(others, [])
    assert.match(messageOf(problem), /^"verify\.sql" was edited since the plan was proved/)
    assert.equal(problem?.severity, 3)
    assert.equal(textAt(editor.text(planJson), problem.range), '"verify.sql"')
  })

  test('gets TypeScript for the project’s client into its folder, once', async () => {
    const ask = () =>
      editor.connection.sendRequest<PlanActAnswer>(writeApplicationCode.method, { plan: plan() })
    const files = await editor.apply((await ask()).edit ?? {})
    assert.deepEqual(files, [`${planFolder}/application.ts`])
    await editor.changed(`${planFolder}/application.ts`)
    assert.equal((await ask()).say, '"application.ts" is in the folder of the plan already.')
  })

  test('gets a plan of views beside it, which are overdue behind their day', async () => {
    const ask = (until: string) =>
      editor.connection.sendRequest<PlanActAnswer>(addCompatibilityView.method, {
        plan: plan(),
        until,
        tables: 'changed',
      })
    assert.match((await ask('2026-11-01')).say ?? '', /^2026-11-01 is not in the future\./)
    const files = await editor.apply((await ask('2027-01-01')).edit ?? {})
    const json = files.find((file) => /_compat_v1_user\/plan\.json$/.test(file)) ?? ''
    await editor.changed(json)
    await editor.open(json)
    assert.deepEqual(await editor.diagnostics(json), [])
    await editor.type(json, '"date": "2027-01-01"', '"date": "2026-11-30"')
    const overdue = (await editor.diagnostics(json)).find(
      ({ code }) => code === 'plan-views-overdue',
    )
    assert.match(messageOf(overdue), /^View "compat_v1\.User" should have gone on 2026-11-30\./)
  })

  test('of a move to another server comes as an edit too, for models that are there', async () => {
    const ask = (models: readonly string[]) =>
      editor.connection.sendRequest<PlanActAnswer>(planMove.method, {
        project: editor.uri(''),
        models,
        switchMinutes: 15,
        rollbackHours: 72,
      })
    assert.match((await ask(['Nobody'])).say ?? '', /has no model "Nobody"/)
    const files = await editor.apply((await ask(['Post'])).edit ?? {})
    assert.ok(files.some((file) => /_service_split\/checks\/orphans\.sql$/.test(file)))
  })

  test('says what comes next, and which gates keep it', async () => {
    const { next } = await report()
    assert.equal(next?.phase, 'validate')
    assert.deepEqual(
      next.gates.map((gate) => `${gate.name} ${gate.state}`),
      ['deployed unknown', 'verified unknown'],
    )
  })

  test('is promoted by an edit, once its gates are answered for', async () => {
    const refused = await promote()
    assert.equal(refused.edit, undefined)
    assert.equal(
      refused.say,
      'The validate phase stays where it is. Not known: deployed, verified.',
    )
    const { edit, gates, phase } = await promote({ confirmed: ['deployed', 'verified'] })
    assert.equal(phase, 'validate')
    assert.deepEqual(
      gates.map(({ state }) => state),
      ['confirmed', 'confirmed'],
    )
    await editor.apply(edit ?? {})
    assert.deepEqual(await states(), ['expand written', 'validate written', 'contract held back'])
    assert.ok(!existsSync(path.join(project.folder, planFolder, 'validate/01_check.sql')))
    const folders = readdirSync(path.join(project.folder, 'prisma/migrations'))
    assert.ok(folders.includes('20261201080000_rename_user_name_to_full_name_check'))
  })

  test('is taken back by an edit that restores the schema, and then goes', async () => {
    await editor.open(schema)
    const { edit, notes } = await editor.connection.sendRequest<PlanActAnswer>(
      rollBackPhase.method,
      { plan: plan(), phase: 'expand' } satisfies RollBackPhaseRequest,
    )
    assert.match(notes[0] ?? '', /^What is lost: Nothing/)
    await editor.apply(edit ?? {})
    assert.equal(editor.text(schema), blog[schema])
    assert.deepEqual(await states(), [
      'expand taken back',
      'validate held back',
      'contract held back',
    ])
    assert.equal((await report()).next, undefined)
    const gone = await editor.connection.sendRequest<PlanActAnswer>(abandonPlan.method, {
      plan: plan(),
    } satisfies AbandonPlanRequest)
    await editor.apply(gone.edit ?? {})
    assert.ok(!existsSync(path.join(project.folder, planFolder)))
  })

  test('that is not there is refused in words', async () => {
    const answer = await editor.connection.sendRequest<PlanActAnswer>(promotePhase.method, {
      plan: editor.uri('prisma/plans/20200101000000_gone'),
    } satisfies PromotePhaseRequest)
    assert.deepEqual(answer, {
      say: 'This plan belongs to no project that is open.',
      gates: [],
      notes: [],
    })
  })
})

/** The files of a project by their paths; what git keeps is left out. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !file.startsWith('.git/'))
  return Object.fromEntries(
    names.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
  )
}

function messageOf(problem: Diagnostic | undefined): string {
  return typeof problem?.message === 'string' ? problem.message : ''
}

function lineOf(text: string, part: string): string {
  return `${text.split('\n').find((line) => line.includes(part)) ?? ''}\n`
}

type Place = { readonly line: number; readonly character: number }

function textAt(text: string, { start, end }: { readonly start: Place; readonly end: Place }) {
  const line = text.split('\n')[start.line] ?? ''
  return start.line === end.line ? line.slice(start.character, end.character) : line
}
