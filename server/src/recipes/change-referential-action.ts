import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteIdentifier, quoteLiteral } from '../sql/quoting.js'
import {
  actionsOnKey,
  changedForeignKeys,
  type AddedForeignKey,
} from './constraints/addedForeignKey.js'
import { foreignKeyObstacle } from './constraints/foreignKeys.js'
import { headerText } from './parts/fileKinds.js'
import type { PlanDraft, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { swapBack, swapSteps } from './swap/swapForeignKey.js'
import { verifyQuery } from './parts/verifyQuery.js'

/** E7: what a delete or a change of the key in the other table does to the rows that refer to it. */
export const changeReferentialAction: Recipe = {
  id: 'change-referential-action',
  operation: 'E7',
  title: 'Change what a delete does to related rows',
  detect: (change) => changedForeignKeys(change).map(offerFor),
}

function offerFor(changed: AddedForeignKey): RecipeOffer {
  const { context, columns, name } = changed
  return {
    recipe: changeReferentialAction.id,
    title: `Change the action of "${name}" of "${context.table.name}" in one deployment, with no moment without a foreign key`,
    subject: { model: context.model.model, table: context.tableKey, columns },
    actions: actionsOnKey(changed),
    questions: [],
    draft: () => draft(changed),
  }
}

function draft(changed: AddedForeignKey): PlanDraft | RecipeRefusal {
  const { context, name, columns, parent, replaces, key } = changed
  const { table, tableKey, sqlTable, model } = context
  const old = table.constraints.find((one) => one.name === replaces?.name)
  if (old?.references === undefined) {
    return refusal(`No foreign key over these columns of "${table.name}" is known.`)
  }
  if (
    old.references.table !== parent.key ||
    old.references.columns.join('\0') !== changed.referenced.join('\0')
  ) {
    return refusal(
      `The foreign key is to refer to "${parent.name}" by ${changed.referenced.map((one) => `"${one}"`).join(', ')}, and "${old.name}" refers to something else. Take the old relation away in a change of its own, and add the new one then.`,
    )
  }
  const obstacle = foreignKeyObstacle(context, changed)
  if (obstacle !== undefined) return obstacle
  const slug = migrationSlug(`action ${name}`) || 'change_referential_action'
  const header = {
    recipe: changeReferentialAction.id,
    operation: changeReferentialAction.operation,
    slug,
  }
  const all = table.columns.map((each) => each.name)
  const { onDelete, onUpdate } = key.references
  return {
    kind: 'plan',
    ...header,
    title: `Change the action of "${name}" of "${table.name}"`,
    subject: { model: model.model, table: tableKey, columns },
    answers: {},
    phases: [
      {
        name: 'expand',
        migrations: swapSteps(changed, old, { ...header, phase: 'expand' }, 'expand'),
        schemaEdits: [],
        rollback: {
          sql: `${headerText({ ...header, phase: 'expand, taken back' }, `Gives "${old.name}" the actions that it had.`)}\n${swapBack(changed, old)}`,
          loses: 'Nothing; rows that the new action has deleted or changed until then stay so.',
        },
        explanation: `Puts a second foreign key beside "${old.name}", drops that and gives its name to the new one, in one transaction: at no moment a row can refer to nothing. On a delete in "${parent.name}" it was ${old.references.onDelete} and is ${onDelete}; on a change of the key there it was ${old.references.onUpdate} and is ${onUpdate}. The rows are proved in a file of their own.`,
        application:
          'The new action holds for every version of the application at once. If running code counts on the old one, release code that works with both first.',
      },
    ],
    verify: verifyQuery([
      `SELECT 'foreign key is missing, not valid, or has another action' AS "problem", ${quoteLiteral(name)} AS "key"
WHERE NOT EXISTS (
  SELECT FROM pg_constraint AS k
  WHERE k.conrelid = ${quoteLiteral(sqlTable)}::regclass AND k.conname = ${quoteLiteral(name)}${old.validated ? ' AND k.convalidated' : ''}
    AND k.confdeltype = ${quoteLiteral(letterOf[onDelete])} AND k.confupdtype = ${quoteLiteral(letterOf[onUpdate])})`,
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: all,
      newColumns: all,
      enforces: [name],
      corruption: `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(name)}`,
    },
  }
}

/** Of pg_constraint (manual, "pg_constraint"). */
const letterOf = {
  'no action': 'a',
  restrict: 'r',
  cascade: 'c',
  'set null': 'n',
  'set default': 'd',
} as const
