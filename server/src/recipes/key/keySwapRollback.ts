import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import { headerText, scanBlock, transactionBlock } from '../parts/fileKinds.js'
import { joinReferences } from './keyJoinContract.js'
import { prepareJoinBack, swapJoinBack } from './keyJoinRollback.js'
import { addReferences, dropReferences, otherTables } from './keyReferenceSteps.js'
import { backTable, type BackTable } from './keyBackTable.js'
import { syncOf } from './keySwapExpand.js'
import { headerOf } from './keySwapSteps.js'
import { equalityChecks, proofsOf } from './keySwapValidate.js'
import { sqlTablesOf, type KeySwap } from './keyTable.js'
import { renameConstraint } from '../rename/renamedObjects.js'
import { dollarQuoted, scriptOf } from '../parts/sqlText.js'
import { createSync, dropFunction, dropTrigger } from '../parts/syncFunction.js'
import { quoteBeside } from '../parts/tableContext.js'

/**
 * The same way back: columns of the old type beside, filled, kept equal and indexed, and then one
 * swap. Whoever reads finds every key at every moment.
 */
export function keySwapRollback(swap: KeySwap): string {
  const { joins, references } = swap
  const tables = swap.tables.map(backTable)
  const locks = { tables: [...sqlTablesOf(swap), ...otherTables(swap)], mode: 'ACCESS EXCLUSIVE' }
  const all = [...references, ...joins.flatMap(joinReferences)]
  return `${headerText(
    headerOf(swap, 'contract, taken back'),
    'Columns of the old types beside the keys, filled and indexed, and then one swap.',
  )}\n${[
    ...tables.map((table, index) => columnsBack(table, index === 0)),
    ...tables.map(fill),
    ...joins.flatMap(prepareJoinBack),
    ...tables.flatMap(notNullBlocks),
    ...tables.flatMap(({ indexes }) => indexes.map((statement) => scriptOf([statement]))),
    transactionBlock({ tables: locks.tables, mode: 'ACCESS EXCLUSIVE' }, [
      ...tables.map(({ table, objects }) => dropTrigger(objects, table.context.sqlTable)),
      ...dropReferences(references),
      ...joins.flatMap(swapJoinBack),
      ...tables.flatMap(swapBack),
      ...addReferences(all),
      ...tables.flatMap(({ objects }) => dropFunction(objects)),
    ]),
    ...tables.map(({ table }) => {
      const pending = table.checks.filter(({ validate }) => validate)
      const names = [
        ...proofsOf(table),
        ...pending.flatMap(({ copyOf }) => (copyOf === undefined ? [] : [quoteIdentifier(copyOf)])),
      ]
      return scanBlock(
        `ALTER TABLE ${table.context.sqlTable} ${names.map((name) => `VALIDATE CONSTRAINT ${name}`).join(', ')}`,
      )
    }),
    ...all
      .filter(({ key }) => key.validated && key.enforced)
      .map(({ key, sqlTable }) =>
        scanBlock(`ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${quoteIdentifier(key.name)}`),
      ),
  ].join('\n')}`
}

function columnsBack({ table, members, objects }: BackTable, isFirst: boolean): string {
  const { sqlTable } = table.context
  const statements = members.map(
    ({ back, o, conversion }) => `NEW.${back} := ${conversion.down(`NEW.${o}`)};`,
  )
  const [first] = members
  return transactionBlock({ tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' }, [
    ...(isFirst && first !== undefined ? [refuseGreater(sqlTable, first)] : []),
    ...members.flatMap(({ sequences }) =>
      sequences.map(({ name, type }) => `ALTER SEQUENCE ${name} AS ${type}`),
    ),
    `ALTER TABLE ${sqlTable} ${members.map(({ back, old }) => `ADD COLUMN ${back} ${old.type}`).join(', ')}`,
    ...createSync(objects, sqlTable, { searchPath: 'pinned', statements: statements.join('\n') }),
  ])
}

/** Before anything is done: the key is indexed, so that its greatest value is at hand. */
function refuseGreater(sqlTable: string, { o, old }: BackTable['members'][number]): string {
  const most = old.type === 'smallint' ? '32767' : '2147483647'
  const body = `BEGIN
  IF (SELECT max(${o}) FROM ${sqlTable}) > ${most} THEN
    RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(`${sqlTable} holds keys that ${old.type} cannot: there is no way back any more.`)};
  END IF;
END`
  return `DO ${dollarQuoted(body, 'fits')}`
}

function fill({ table, members }: BackTable): string {
  const { sqlTable } = table.context
  const set = members.map(({ back, o, conversion }) => `${back} = ${conversion.down(o)}`)
  const where = members.map(({ back, o }) => `(${back} IS NULL AND ${o} IS NOT NULL)`)
  return `BEGIN;\n\n${scriptOf([
    `UPDATE ${sqlTable} SET ${set.join(', ')} WHERE ${where.join(' OR ')}`,
  ])}\nCOMMIT;\n`
}

function notNullBlocks({ table, members }: BackTable): readonly string[] {
  const { sqlTable } = table.context
  const required = members.filter(({ old }) => old.notNull)
  if (required.length === 0) return []
  return [
    transactionBlock(
      { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' },
      required.map(
        ({ back, backCheck }) =>
          `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${backCheck} CHECK (${back} IS NOT NULL) NOT VALID`,
      ),
    ),
    scanBlock(
      `ALTER TABLE ${sqlTable} ${required.map(({ backCheck }) => `VALIDATE CONSTRAINT ${backCheck}`).join(', ')};\nANALYZE ${sqlTable}`,
    ),
  ]
}

function swapBack({ table, members, temporary }: BackTable): readonly string[] {
  const { context, indexes, checks } = table
  const { sqlTable } = context
  const alter = (command: string) => `ALTER TABLE ${sqlTable} ${command}`
  const required = members.filter(({ old }) => old.notNull)
  const drops = [
    ...required.map(({ backCheck }) => backCheck),
    ...indexes.flatMap(({ constraint, copyOf }) =>
      constraint === undefined ? [] : [quoteIdentifier(copyOf)],
    ),
  ]
  return [
    ...required.map(({ back }) => alter(`ALTER COLUMN ${back} SET NOT NULL`)),
    ...(drops.length === 0
      ? []
      : [alter(drops.map((name) => `DROP CONSTRAINT ${name}`).join(', '))]),
    ...members.flatMap(({ back, o, n, old, sequences }) => [
      ...sequences
        .filter(({ isOwned }) => isOwned)
        .map(({ name }) => `ALTER SEQUENCE ${name} OWNED BY ${sqlTable}.${back}`),
      ...(old.default === undefined ? [] : [alter(`ALTER COLUMN ${o} DROP DEFAULT`)]),
      ...(old.notNull ? [alter(`ALTER COLUMN ${o} DROP NOT NULL`)] : []),
      alter(`RENAME COLUMN ${o} TO ${n}`),
      alter(`RENAME COLUMN ${back} TO ${o}`),
      ...(old.default === undefined ? [] : [alter(`ALTER COLUMN ${o} SET DEFAULT ${old.default}`)]),
    ]),
    ...indexes.flatMap(({ name, copyOf, constraint }) => {
      const index = quoteIdentifier(temporary(copyOf))
      if (constraint !== undefined) {
        const kind = constraint === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE'
        return [alter(`ADD CONSTRAINT ${quoteIdentifier(copyOf)} ${kind} USING INDEX ${index}`)]
      }
      return [
        `ALTER INDEX ${quoteBeside(context, copyOf)} RENAME TO ${quoteIdentifier(name)}`,
        `ALTER INDEX ${quoteBeside(context, temporary(copyOf))} RENAME TO ${quoteIdentifier(copyOf)}`,
      ]
    }),
    ...checks.flatMap(({ name, copyOf }) => {
      const old = context.table.constraints.find((one) => one.name === copyOf)
      return old === undefined
        ? []
        : [
            renameConstraint(sqlTable, old.name, name),
            alter(
              `ADD CONSTRAINT ${quoteIdentifier(old.name)} ${old.definition.replace(/ NOT VALID$/, '')} NOT VALID`,
            ),
          ]
    }),
    ...syncOf(table),
    ...equalityChecks(table),
  ]
}
