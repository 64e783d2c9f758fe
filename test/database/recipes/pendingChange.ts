import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { provePlan } from '../../../server/src/plans/prove/provePlan.js'
import type { ProofReport } from '../../../server/src/plans/prove/proofReport.js'
import { blankForParser } from '../../../server/src/prisma/blankForParser.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import { recipes } from '../../../server/src/recipes/index.js'
import type {
  Answers,
  PendingChange,
  PlanDraft,
  RecipeOffer,
} from '../../../server/src/recipes/recipe.js'
import { analyseScript } from '../../../server/src/rules/analyseScript.js'
import type { SqlAction } from '../../../server/src/sql/action.js'
import { relationsOf } from '../../../server/src/sql/objectsOf.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { quoteQualified } from '../../../server/src/sql/quoting.js'
import { historyOf, noFilter } from '../../support/engine.js'
import { proofContext } from '../plans/proving.js'

const parser = await loadSqlParser()

/** A change of a schema, with the database that the schema before it is the picture of. */
export type SchemaChange = {
  /** Written before Prisma's own SQL for `before`. */
  readonly first?: string
  /** What is made of Prisma's own SQL for `before`: Prisma does not double the quotes in a name. */
  readonly repaired?: (sql: string) => string
  /** Written by hand behind it: what no schema shows. */
  readonly handmade?: string
  readonly before: string
  readonly after: string
  /** Whether the schema before the change is known from git; true when absent. */
  readonly committed?: boolean
}

/** What is pending, as the server finds it: Prisma's diff, executed and measured. */
export async function pendingChange(
  engine: Engine,
  { first = '', repaired, handmade = '', before, after, committed = true }: SchemaChange,
): Promise<PendingChange> {
  engine.open(historyOf({ '0_first': first }))
  const made = await engine.diff({ at: 1, ...toward(before) })
  assert.ok(made.kind === 'script', JSON.stringify(made))
  const sql = repaired?.(made.sql) ?? made.sql
  engine.open(historyOf({ '0_first': first, '1_before': sql, '2_handmade': handmade }))
  const pending = await engine.diff({ at: 3, ...toward(after) })
  assert.ok(pending.kind === 'script', JSON.stringify(pending))

  const catalogue = await engine.catalogue(3)
  const statements = parser.parse(pending.sql)
  const traces = await engine.trace(
    statements.map((statement) => ({
      text: statement.text,
      names: relationsOf(statement).map(({ name }) =>
        name.schema === undefined ? name.name : `${name.schema}.${name.name}`,
      ),
    })),
  )
  const models = { target: modelOf(after), ...(committed ? { committed: modelOf(before) } : {}) }
  const script = analyseScript({
    origin: 'pending',
    text: pending.sql,
    statements,
    traces,
    catalogue,
    execution: 'split',
    postgresVersion: 16,
    ...models,
  })
  return { script, catalogue, parser, ...models }
}

export function offersFor(change: PendingChange): readonly RecipeOffer[] {
  return recipes.flatMap((recipe) => recipe.detect(change))
}

/** The draft of the only offer of the recipe; a refusal fails the test with its words. */
export function draftOf(change: PendingChange, recipe: string, answers: Answers = {}): PlanDraft {
  const offers = offersFor(change).filter((offer) => offer.recipe === recipe)
  assert.equal(
    offers.length,
    1,
    offersFor(change)
      .map(({ title }) => title)
      .join('; '),
  )
  const draft = offers[0]?.draft(answers)
  assert.ok(draft?.kind === 'plan', draft?.kind === 'refusal' ? draft.say : 'no offer')
  return draft
}

/** The words with which the recipe refuses the change. */
export function refusalOf(change: PendingChange, recipe: string, answers: Answers = {}): string {
  const offer = offersFor(change).find((one) => one.recipe === recipe)
  const draft = offer?.draft(answers)
  assert.ok(draft?.kind === 'refusal', offer === undefined ? 'no offer' : 'a plan was drafted')
  return draft.say
}

/** All proofs, with simulated writes of both versions; what the offer leaves pending stays pending. */
export async function prove(
  engine: Engine,
  change: PendingChange,
  offer: RecipeOffer,
  draft: PlanDraft,
): Promise<ProofReport> {
  const [{ text } = { text: '' }] = change.target.documents
  const remaining = remainingOf(change, offer.actions)
  return provePlan(draft, await proofContext(engine, 3, text, { remaining, writes: 80 }))
}

/** The pending script without these actions. */
export function remainingOf({ script }: PendingChange, actions: readonly SqlAction[]): string {
  return script.statements
    .flatMap(({ statement }) => {
      if (statement.kind === 'unparsed') return [statement.text]
      const left = statement.actions.filter((action) => !actions.includes(action))
      if (left.length === statement.actions.length) return [statement.text]
      return left.map((action) => {
        const table = 'table' in action && action.table ? quoteQualified(action.table) : ''
        return `ALTER TABLE ${table} ${script.text.slice(action.whole.start, action.whole.end)}`
      })
    })
    .map((text) => `${text};\n`)
    .join('')
}

/** The models with a datasource over them, unless they bring one. */
export function schemaText(models: string): string {
  return models.includes('datasource ')
    ? models
    : `datasource db {\n  provider = "postgresql"\n}\n\n${models}`
}

function toward(models: string) {
  const content = blankForParser(schemaText(models))
  return {
    files: [{ path: 'schema.prisma', content }],
    filter: noFilter,
    direction: 'toSchema' as const,
  }
}

function modelOf(models: string) {
  return readSchemaModel([readSchema('schema.prisma', schemaText(models))])
}
