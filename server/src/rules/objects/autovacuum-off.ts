import type { SqlAction } from '../../sql/action.js'
import { concerned } from '../concerned.js'
import { quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { optionsOf } from '../optionsOf.js'
import type { AnalysedStatement } from '../script.js'
import { nodeOf } from '../statementNode.js'

/** Dead rows stay, until the wraparound vacuum comes all the same (manual, section 24.1). */
export const autovacuumOff: Rule = {
  id: 'autovacuum-off',
  severity: 'warning',
  title: 'Autovacuum is switched off for a table, which then only grows',
  check: (analysed, script) =>
    concerned(analysed, script, 'alterTableOther', ({ table }) => table)
      .filter(
        ({ action }) => action.command === 'AT_SetRelOptions' && switchesOff(action, analysed),
      )
      .map(({ action, table }) => ({
        message: `Switches autovacuum off for ${quotedTable(table)}: space of updated and deleted rows is never used again, statistics grow old and queries slow down, until the vacuum against wraparound runs at a time that nobody chose. Let autovacuum run, with autovacuum_vacuum_scale_factor or a cost limit of the table's own if it runs at bad times.`,
        action,
        object: { table },
        hurts: ['readers', 'writers'],
      })),
}

function switchesOff(action: SqlAction, analysed: AnalysedStatement): boolean {
  return (nodeOf(analysed, 'AlterTableStmt', action)?.cmds ?? []).some((node) => {
    if (!('AlterTableCmd' in node) || node.AlterTableCmd.subtype !== 'AT_SetRelOptions')
      return false
    const { def } = node.AlterTableCmd
    const options = optionsOf(def !== undefined && 'List' in def ? def.List.items : [])
    return options.some(
      ({ defname, defnamespace, arg }) =>
        defname === 'autovacuum_enabled' &&
        defnamespace === undefined &&
        isOff(JSON.stringify(arg)),
    )
  })
}

/** As a word, a string or a number, whatever the tree makes of each. */
function isOff(value: string | undefined): boolean {
  return value !== undefined && /"(?:off|false|no|0|f|n)"|"ival":0|"Integer":\{\}/i.test(value)
}
