import type { ColumnDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { shortName } from '../parts/objectNames.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { actionsOnTable, type TableContext } from '../parts/tableContext.js'

/** A foreign key over the new column, to be added NOT VALID beside the old one. */
export type ForeignKeyCopy = {
  readonly name: string
  /** What it is called when the old one has gone, where the schema gives both the same name. */
  readonly finalName?: string
  /** ALTER TABLE … ADD CONSTRAINT … NOT VALID. */
  readonly add: string
  /** The table that it refers to, as SQL. */
  readonly references: string
  readonly onDelete: string
  readonly onUpdate: string
}

export type ForeignKeyCopies = {
  readonly kind: 'copies'
  readonly copies: readonly ForeignKeyCopy[]
}

/**
 * The foreign keys that the pending script makes over the new column. Both columns hold the same
 * value, so that a row which satisfies the old key satisfies the new one.
 */
export function foreignKeyCopies(
  context: TableContext,
  old: ColumnDescription,
  newColumn: string,
): ForeignKeyCopies | RecipeRefusal {
  const before = foreignKeysOver(context, old.name)
  const added = actionsOnTable(context, 'addConstraint').flatMap(({ action, statement }) => {
    const { constraint } = action
    return constraint.kind === 'foreignKey' && constraint.columns.includes(newColumn)
      ? [{ constraint, statement }]
      : []
  })
  const copies: ForeignKeyCopy[] = []
  for (const { constraint, statement } of added) {
    const name = constraint.name ?? ''
    const columns = constraint.columns.map((each) => (each === newColumn ? old.name : each))
    if (!before.some((key) => key.columns.join('\0') === columns.join('\0'))) {
      return refusal(
        `The change also adds a relation over "${newColumn}" that "${old.name}" does not have. Make two changes of it.`,
      )
    }
    const isTaken = before.some((key) => key.name === name)
    const between = isTaken ? shortName(name, '_new') : name
    const command = statement.replace(
      `CONSTRAINT ${quoteIdentifier(name)}`,
      () => `CONSTRAINT ${quoteIdentifier(between)}`,
    )
    copies.push({
      name: between,
      ...(isTaken ? { finalName: name } : {}),
      add: `${command} NOT VALID`,
      references: quoteQualified(constraint.references.table),
      onDelete: constraint.references.onDelete,
      onUpdate: constraint.references.onUpdate,
    })
  }
  return { kind: 'copies', copies }
}
