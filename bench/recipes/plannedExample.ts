import type { Engine } from '../../server/src/engine/engine.js'
import { appVersions, type AppVersions } from '../../server/src/plans/prove/appVersions.js'
import type { ProofContext } from '../../server/src/plans/prove/proofContext.js'
import { rehearsalOn } from '../../server/src/plans/prove/rehearsal.js'
import { walkEmpty, type WalkedCatalogues } from '../../server/src/plans/prove/walkEmpty.js'
import { applySchemaEdits } from '../../server/src/prisma/applySchemaEdits.js'
import { blankForParser } from '../../server/src/prisma/blankForParser.js'
import { readSchema } from '../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../server/src/prisma/readSchemaModel.js'
import { recipeOffers } from '../../server/src/project/pendingChange.js'
import type { PendingChange, PlanDraft } from '../../server/src/recipes/recipe.js'
import { analyseScript } from '../../server/src/rules/analyseScript.js'
import { relationsOf } from '../../server/src/sql/objectsOf.js'
import type { SqlParser } from '../../server/src/sql/parseStatements.js'
import { applyEdits } from '../../server/src/text/edits.js'
import type { RecipeExample } from './example.js'

/** An example with its plan, and with the migration that Prisma writes for it. */
export type PlannedExample = {
  readonly example: RecipeExample
  readonly draft: PlanDraft
  /** What builds the database before the change. */
  readonly history: readonly string[]
  /** The migration of `prisma migrate dev`. */
  readonly naive: string
  readonly change: PendingChange
  readonly catalogues: WalkedCatalogues
  readonly versions: AppVersions
}

/** Throws, in words, where the recipe offers no plan for its example. */
export async function plannedExample(
  engine: Engine,
  parser: SqlParser,
  example: RecipeExample,
): Promise<PlannedExample> {
  const { first = '', before, after, answers = {} } = example
  const open = (...texts: readonly string[]) => {
    const migrations = texts.map((text, index) => ({ name: `${index}_example`, text }))
    engine.open({ migrations, initScript: '', model: 'batch' })
  }
  open(first)
  const made = await scriptTo(engine, 1, before)
  open(first, made)
  const naive = await scriptTo(engine, 2, after)
  const change = await changeOf(engine, parser, naive, { before, after })
  const offers = recipeOffers(change)
  const offer = offers.find(({ recipe }) => recipe === example.recipe)
  const draft = offer?.draft(answers)
  if (draft?.kind !== 'plan') {
    const why = draft?.say ?? `offered: ${offers.map(({ recipe }) => recipe).join(', ') || 'none'}`
    throw new Error(`There is no plan for the example of ${example.recipe} (${why}).`)
  }
  const catalogues = await walked(engine, parser, draft, after)
  const versions = appVersions(draft.rehearsal, catalogues)
  if (versions === undefined) throw new Error(`${example.recipe}: a table of the plan is missing.`)
  const history = [first, made].filter((text) => text !== '')
  return { example, draft, history, naive, change, catalogues, versions }
}

async function changeOf(
  engine: Engine,
  parser: SqlParser,
  text: string,
  { before, after }: Pick<RecipeExample, 'before' | 'after'>,
): Promise<PendingChange> {
  const catalogue = await engine.catalogue(2)
  const statements = parser.parse(text)
  const traces = await engine.trace(
    statements.map((statement) => ({
      text: statement.text,
      names: relationsOf(statement).map(({ name }) =>
        name.schema === undefined ? name.name : `${name.schema}.${name.name}`,
      ),
    })),
  )
  const models = { target: modelOf(after), committed: modelOf(before) }
  const script = analyseScript({
    origin: 'pending',
    text,
    statements,
    traces,
    catalogue,
    execution: 'split',
    postgresVersion: 16,
    ...models,
  })
  return { script, catalogue, parser, ...models }
}

/** Through the phases in the process: what each version knows in each of them. */
async function walked(
  engine: Engine,
  parser: SqlParser,
  draft: PlanDraft,
  after: string,
): Promise<WalkedCatalogues> {
  const context: ProofContext = {
    engine,
    at: 2,
    filter: noFilter,
    schemaAfter: (edits) => {
      const text = schemaText(after)
      const applied = applySchemaEdits([readSchema(schemaPath, text)], edits)
      if ('kind' in applied) return applied
      const edited = applied[0] === undefined ? text : applyEdits(text, applied[0].edits)
      return { kind: 'files', files: [{ path: schemaPath, content: blankForParser(edited) }] }
    },
    remaining: '',
    parser,
    model: 'split',
    onProgress: () => undefined,
    signal: new AbortController().signal,
    seed: 1,
  }
  const stage = await engine.stage(2)
  try {
    const walk = await walkEmpty(rehearsalOn(stage, context), draft, context)
    if (walk.kind === 'failed') throw new Error(`${draft.recipe}: ${JSON.stringify(walk)}`)
    return walk.catalogues
  } finally {
    await stage.close()
  }
}

async function scriptTo(engine: Engine, at: number, models: string): Promise<string> {
  const files = [{ path: schemaPath, content: blankForParser(schemaText(models)) }]
  const made = await engine.diff({ at, files, filter: noFilter, direction: 'toSchema' })
  if (made.kind !== 'script') throw new Error(JSON.stringify(made))
  return made.sql
}

const schemaPath = 'schema.prisma'
const noFilter = { externalTables: [], externalEnums: [] }

function schemaText(models: string): string {
  return models.includes('datasource ')
    ? models
    : `datasource db {\n  provider = "postgresql"\n}\n\n${models}`
}

function modelOf(models: string) {
  return readSchemaModel([readSchema(schemaPath, schemaText(models))])
}
