import type { ColumnDescription } from '../engine/catalogue.js'
import { quoteIdentifier, quoteLiteral } from '../sql/quoting.js'
import { changedTypes, subjectOfType, type ChangedType } from './swap/changedType.js'
import { differs } from './parts/columnComparison.js'
import { constantText } from './fill/constantText.js'
import { functionsQuestion } from './parts/functionsQuestion.js'
import { listBody } from './relations/listBody.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { readRowExpression } from './parts/rowExpression.js'
import { swapDraft } from './swap/swapDraft.js'
import { swapTitle } from './swap/swapOffer.js'
import { swapNames } from './swap/swapNames.js'
import type { Conversion } from './swap/typeConversion.js'

/** C12: one value becomes a list. Prisma would drop the column and add it empty. */
export const scalarToList: Recipe = {
  id: 'scalar-to-list',
  operation: 'C12',
  title: 'Make a list of a single value',
  detect: (change) =>
    changedTypes(change, 'C12')
      .filter(({ old }) => !old.array)
      .map(offerFor),
}

function nameOfType({ typeName }: ColumnDescription): string {
  return typeName.slice(typeName.indexOf('.') + 1)
}

function offerFor(changed: ChangedType): RecipeOffer {
  return {
    recipe: scalarToList.id,
    title: swapTitle(changed),
    subject: subjectOfType(changed),
    actions: changed.actions,
    questions: [
      ...emptyQuestions(changed),
      ...functionsQuestion(changed.context, changed.old.name),
    ],
    draft: (answers) => draft(changed, answers),
  }
}

function draft(changed: ChangedType, answers: Answers): PlanDraft | RecipeRefusal {
  const { context, old, now, field } = changed
  if (now.type !== `${old.type}[]`) {
    return refusal(
      `The change also makes ${now.type} of ${old.type}, of which a list is ${old.type}[]. Make the list first and change its type afterwards, or the other way round.`,
    )
  }
  if (old.typeKind === 'enum' && Buffer.byteLength(nameOfType(old)) > 62) {
    return refusal(
      `PostgreSQL cuts the name of the type of such a list, "_${nameOfType(old)}", to 63 bytes, and Prisma does not know it again: it would want to drop and add the column in every migration. Give the enum a shorter name with @@map first.`,
    )
  }
  const unique = context.table.indexes.find(
    (index) => index.unique && index.columns.includes(old.name),
  )
  if (unique !== undefined) {
    return refusal(
      `Index "${unique.name}" is unique over "${old.name}": over a list it would tell whole lists apart, not their values. Drop it in a change of its own first.`,
    )
  }
  const empty = emptyOf(changed, answers)
  if (empty.kind === 'refusal') return empty
  const names = swapNames(context, old.name, field.field.name.text)
  const conversion = conversionFor(old, now, empty.sql)
  const n = quoteIdentifier(names.column)
  const { sqlTable } = context
  return swapDraft(
    changed,
    {
      conversion,
      recipe: scalarToList.id,
      operation: scalarToList.operation,
      style: 'map',
      own: empty.answers,
      names,
      syncBody: listBody({ ...now, name: names.column }, old, conversion),
      values: [],
      rehearsal: {
        // A list that an update makes NULL is one without values, and what old code clears is the first.
        replaces: [old.name, names.column].map((column) => ({ column, values: ['NULL'] })),
        corruption: `UPDATE ${sqlTable} SET ${n} = NULL WHERE ctid = (SELECT ctid FROM ${sqlTable} WHERE ${n} IS NOT NULL AND ${differs(old, conversion.down(n), conversion.down('NULL'))} LIMIT 1)`,
      },
    },
    answers,
  )
}

/** Old code sees the first value, and `empty` where there is none. */
function conversionFor(
  old: ColumnDescription,
  now: ColumnDescription,
  empty: string | undefined,
): Conversion {
  const first = (value: string) => `((${value})::${now.type})[1]`
  return {
    up: (value) => `CASE WHEN ${value} IS NOT NULL THEN ARRAY[${value}]::${now.type} END`,
    down: (value) => (empty === undefined ? first(value) : `coalesce(${first(value)}, ${empty})`),
    losesBack: 'every value of a list behind the first',
    sample: '$1',
    searchPath: old.typeName.startsWith('pg_catalog.') ? 'pinned' : 'environment',
  }
}

type Empty = { readonly kind: 'empty'; readonly sql?: string; readonly answers: Answers }

/** A constant: what differs from one time to the next would make the two columns differ. */
function emptyOf(changed: ChangedType, answers: Answers): Empty | RecipeRefusal {
  const { context, old } = changed
  const [question] = emptyQuestions(changed)
  if (question === undefined) return { kind: 'empty', answers: {} }
  const answer = answers.empty ?? question.default
  const value = readRowExpression(answer, context.table, context.change.parser)
  if (value.kind === 'refusal') return value
  return 'A_Const' in value.node || 'TypeCast' in value.node
    ? { kind: 'empty', sql: `(${value.text})::${old.type}`, answers: { empty: answer } }
    : refusal(`"${value.text}" is no constant: old code has to find the same value every time.`)
}

function emptyQuestions(changed: ChangedType): readonly Question[] {
  const { old } = changed
  if (!old.notNull) return []
  return [
    {
      id: 'empty',
      text: `What does old code find in "${old.name}" where the list is empty?`,
      kind: 'expression',
      default: usualEmpty(changed),
    },
  ]
}

function usualEmpty({ old, context }: ChangedType): string {
  const given = old.default && constantText(old.default)
  if (given !== undefined && given !== '') return given
  const [label] = context.change.catalogue.enums[old.typeName]?.values ?? []
  if (label !== undefined) return quoteLiteral(label)
  return usualValues[old.typeName.replace('pg_catalog.', '')] ?? "''"
}

const usualValues: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'].map((one) => [one, '0']),
  ),
  bool: 'false',
  uuid: "'00000000-0000-0000-0000-000000000000'",
  json: "'null'",
  jsonb: "'null'",
  date: "'1970-01-01'",
  timestamp: "'1970-01-01 00:00:00'",
  timestamptz: "'1970-01-01 00:00:00Z'",
}
