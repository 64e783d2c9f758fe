import { quoteIdentifier } from '../../sql/quoting.js'
import { isSame } from '../parts/columnComparison.js'
import { headerOf, headerText, transactionMigration } from '../parts/fileKinds.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import type { PlannedPhase } from '../recipe.js'
import type { RenameParts } from './renamePlan.js'
import { renameConstraint } from './renamedObjects.js'
import { restoreColumn, sqlNameOf } from '../drop/restoreColumn.js'
import { dropOldField } from '../parts/schemaSteps.js'
import { dropFunction, dropTrigger } from '../parts/syncFunction.js'
import { quoteBeside } from '../parts/tableContext.js'

/** The trigger goes, then the old column; the new one gets its default only now. */
export function renameContract(parts: RenameParts): PlannedPhase {
  const { renamed, objects, lost, relations, fields } = parts
  const { context, old, added } = renamed
  const { sqlTable, table } = context
  const [o, n] = [quoteIdentifier(old.name), quoteIdentifier(added.column.name)]
  const keys = foreignKeysOver(context, old.name)
  const references = keys.flatMap((key) =>
    key.references === undefined ? [] : [sqlNameOf(context, key.references.table)],
  )
  const setDefault =
    added.column.default === undefined
      ? []
      : [`ALTER TABLE ${sqlTable} ALTER COLUMN ${n} SET DEFAULT ${added.column.default.text}`]
  const names = [
    ...parts.indexes.flatMap(({ name, finalName }) =>
      finalName === undefined
        ? []
        : [
            {
              rename: `ALTER INDEX ${quoteBeside(context, name)} RENAME TO ${quoteIdentifier(finalName)}`,
              back: `ALTER INDEX ${quoteBeside(context, finalName)} RENAME TO ${quoteIdentifier(name)}`,
            },
          ],
    ),
    ...parts.foreignKeys.flatMap(({ name, finalName }) =>
      finalName === undefined
        ? []
        : [
            {
              rename: renameConstraint(sqlTable, name, finalName),
              back: renameConstraint(sqlTable, finalName, name),
            },
          ],
    ),
  ]
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        headerOf(parts, 'contract'),
        `Drops "${old.name}"; "${added.column.name}" holds every value.`,
        { tables: [sqlTable, ...references], mode: 'ACCESS EXCLUSIVE' },
        [
          dropTrigger(objects, sqlTable),
          `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${objects.equalCheck}`,
          ...keys.map(
            (key) => `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${quoteIdentifier(key.name)}`,
          ),
          `ALTER TABLE ${sqlTable} DROP COLUMN ${o}`,
          ...names.map(({ rename }) => rename),
          ...setDefault,
          ...dropFunction(objects),
        ],
      ),
    ],
    schemaEdits: [...relations.drop, ...dropOldField(context, lost), ...fields.contract],
    rollback: {
      sql: `${headerText(
        headerOf(parts, 'contract, taken back'),
        `Brings "${old.name}" back with the values of "${added.column.name}".`,
      )}\n${restoreColumn({
        context,
        column: old,
        sync: parts.sync,
        prepare: [
          ...names.map(({ back }) => back),
          ...(setDefault.length === 0
            ? []
            : [`ALTER TABLE ${sqlTable} ALTER COLUMN ${n} DROP DEFAULT`]),
        ],
        value: n,
        notNullCheck: objects.notNullCheck,
        checks: [{ name: objects.equalCheck, condition: isSame(old, n, o) }],
      })}`,
      loses: `Nothing; the whole table is written once, and writes wait while the indexes of "${old.name}" are built.`,
    },
    explanation: `Takes the trigger off "${table.name}" and drops "${old.name}" with the indexes and constraints over it.`,
    application:
      'Nothing is left to do. No code that uses the old name may be running when this phase is deployed, reports and exports included.',
  }
}
