import type { QualifiedName } from '../../sql/action.js'
import { refusal } from '../parts/refusal.js'
import { tableContext, type TableContext } from '../parts/tableContext.js'
import type { Answers, PendingChange, PlanDraft, RecipeOffer, RecipeRefusal } from '../recipe.js'
import { partitioningOf, partitionQuestions } from './partitioning.js'
import { shadowColumns } from './shadowColumns.js'
import { shadowKey } from './shadowObstacles.js'
import { shadowPlan } from './shadowPlan.js'
import { retentionDays, retentionQuestion } from './shadowQuestions.js'

type About = { readonly recipe: string; readonly operation: string }

/** What no schema can ask for: how the rows of a table lie on disk. */
export function requestedShadow(
  change: PendingChange,
  name: QualifiedName,
  about: About,
): RecipeOffer | undefined {
  const context = tableContext(change, name)
  return (
    context && {
      recipe: about.recipe,
      title: `Lay "${context.table.name}" out anew in a copy of it: expand, swap, drop the old one`,
      subject: { model: context.model.model, table: context.tableKey, columns: [] },
      actions: [],
      questions: [
        retentionQuestion,
        ...partitionQuestions,
        {
          id: 'fillfactor',
          text: 'Share of each page that is filled, in per cent (10 to 100); empty for as it is',
          kind: 'expression',
          default: '',
        },
      ],
      draft: (answers) => draft(context, about, answers),
    }
  )
}

function draft(context: TableContext, about: About, answers: Answers): PlanDraft | RecipeRefusal {
  const key = shadowKey(context)
  if (key.kind === 'refusal') return key
  const days = retentionDays(answers)
  if (typeof days !== 'number') return days
  const partitioning = partitioningOf(context, answers)
  if (partitioning?.kind === 'refusal') return partitioning
  const { fillfactor = '' } = answers
  const fill = Number(fillfactor)
  if (fillfactor !== '' && !(Number.isInteger(fill) && fill >= 10 && fill <= 100)) {
    return refusal(`"${fillfactor}" is not a whole number between 10 and 100.`)
  }
  if (partitioning === undefined && fillfactor === '') {
    return refusal(
      'Nothing is to be different. Answer partition=COLUMN with by and span, or fillfactor=70.',
    )
  }
  if (partitioning !== undefined && fillfactor !== '') {
    return refusal(
      'A partitioned table has no pages of its own. Leave fillfactor out, and set it for its partitions.',
    )
  }
  const change = { context, retyped: [], tightened: [], dropped: [], actions: [] }
  return shadowPlan({
    ...about,
    context,
    key,
    columns: shadowColumns(change, new Map()),
    gone: [],
    changes: fillfactor === '' ? [] : [`SET (fillfactor = ${fill})`],
    ...(partitioning === undefined ? {} : { partitioning }),
    answers: {
      retention: String(days),
      ...(partitioning?.answers ?? { fillfactor }),
    },
    expandEdits: [],
    swapEdits: [],
    values: [],
    days,
    keepsShape: true,
    words:
      partitioning === undefined
        ? `pages are filled to ${fill} per cent`
        : `it is partitioned by ${partitioning.by}`,
  })
}
