import assert from 'node:assert/strict'
import { oldWritesInWords } from '../../../server/src/environments/oldWrites.js'
import { readPlan } from '../../../server/src/plans/document/readPlan.js'
import { planStanding } from '../../../server/src/plans/document/planStanding.js'
import { createEnvironmentService } from '../../../server/src/project/environmentService.js'
import { oldWriteCounters } from '../../../server/src/project/oldWriteCounters.js'
import type { Project } from '../../../server/src/project/project.js'
import type { ProjectPlan } from '../../../server/src/project/projectPlans.js'
import { createTestDatabase, type TestDatabase } from '../../support/embeddedPostgres.js'
import { historyOf, sha256 } from '../../support/prismaMigrations.js'
import { draft, folderOf, written } from '../../unit/plans/smallPlan.js'

const counter = 'concertina."User.name.old_writes"'

suite('the counter of a plan under way', function () {
  this.timeout(60_000)
  let database: TestDatabase
  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run(`CREATE SCHEMA concertina; CREATE SEQUENCE ${counter}`)
  })
  suiteTeardown(() => database.drop())

  test('is read with the environment, and tells whether old code still writes', async () => {
    const plan = planWithCounter()
    let minutes = 0
    const environments = createEnvironmentService(projectWith(plan), {
      findUrl: () => Promise.resolve(database.url),
      mayContact: () => true,
      now: () => new Date(Date.UTC(2026, 10, 21, 9, minutes)),
      changed: () => undefined,
    })
    const told = async () => {
      await environments.refresh(undefined)
      minutes += 30
      const [view] = await environments.views()
      assert.equal(view?.standing.kind, 'known')
      return oldWritesInWords(
        'prod',
        oldWriteCounters(plan).map((sequence) => view.oldWrites?.get(sequence)),
      )
    }
    assert.match(await told(), /has written 0 times up to 2026-11-21 09:00 UTC\. Read it again/)
    await database.run(`SELECT nextval('${counter}')`)
    assert.match(await told(), /1 of them since 2026-11-21 09:00 UTC: it is still running\.$/)
    assert.match(
      await told(),
      /written 1 time up to .*, none of them since 2026-11-21 09:30 UTC\.$/,
    )
    environments.urlChanged('prod')
    assert.equal((await environments.views())[0]?.oldWrites, undefined)
  })
})

function planWithCounter(): ProjectPlan {
  const [expand, ...others] = draft.phases
  assert.ok(expand)
  const sql = `CREATE SEQUENCE IF NOT EXISTS ${counter};\n`
  const file = { step: 'expand', kind: 'transaction', sql } as const
  const files = written({ ...draft, phases: [{ ...expand, migrations: [file] }, ...others] })
  const texts = folderOf(files)
  const reading = readPlan(texts.get('plan.json') ?? '')
  assert.ok(reading.kind === 'plan')
  const { document } = reading
  const folder = { name: files.plan, textOf: (path: string) => texts.get(path) }
  const history = historyOf(
    Object.fromEntries(files.migrations.map((one) => [one.folder, one.text])),
  )
  return {
    name: files.plan,
    folder: `/shop/prisma/plans/${files.plan}`,
    reading: { kind: 'plan', document, standing: planStanding(document, folder, history, sha256) },
    textOf: () => sql,
  }
}

function projectWith(plan: ProjectPlan): Project {
  const environment = { name: 'prod', order: 1, protected: false, urlEnv: 'PROD_URL' }
  const configuration = { environments: [environment], thresholds: { staleAfterMinutes: 600 } }
  return {
    layout: { root: '/' },
    configuration: () => Promise.resolve({ configuration }),
    history: () => Promise.resolve(historyOf({})),
    plans: () => Promise.resolve([plan]),
    learnServer: () => false,
  } as unknown as Project
}
