import type { Catalogue } from '../../engine/catalogue.js'
import type { PlannedPhase } from '../../recipes/recipe.js'
import { failed, type FailedProof, type PassedProof } from './proofReport.js'

/**
 * P9, as far as the catalogue can tell: in a phase in which a version of the application may be
 * alive, every column that it selects and writes exists, and none has become an array or stopped
 * being one, which no version of Prisma's client reads (docs/recipes, "What a stale client sees").
 */
export function checkColumnsExist(
  before: Catalogue,
  after: Catalogue,
  tableName: string,
  columns: readonly string[],
  who: string,
  phase: string,
): FailedProof | undefined {
  const table = after.tables[tableName]
  if (table === undefined) {
    return failed('P9', `The table "${tableName}" is gone after the ${phase} phase.`, {
      detail: `${who} still reads and writes it.`,
    })
  }
  for (const name of columns) {
    const column = table.columns.find((one) => one.name === name)
    if (column === undefined) {
      return failed('P9', `"${name}" of "${tableName}" is gone after the ${phase} phase.`, {
        detail: `${who} selects it with every row and gets P2022 from then on.`,
      })
    }
    const then = before.tables[tableName]?.columns.find((one) => one.name === name)
    if (then !== undefined && then.array !== column.array) {
      return failed(
        'P9',
        `"${name}" of "${tableName}" has another shape after the ${phase} phase.`,
        {
          detail: `It was ${then.type} and is ${column.type}; ${who} cannot read that.`,
        },
      )
    }
  }
  return undefined
}

/** The same where a view has taken the table's place: it shows every column that the table had. */
export function checkViewExists(
  after: Catalogue,
  name: string,
  phase: string,
): FailedProof | undefined {
  return after.views.some(({ view }) => view === name)
    ? undefined
    : failed('P9', `No view "${name}" stands in for the table after the ${phase} phase.`, {
        detail: 'The old version still reads and writes it.',
      })
}

export function staleClients(
  columns: number,
  probes: number,
  until: PlannedPhase['name'] = 'contract',
): PassedProof {
  return {
    id: 'P9',
    say: `Every column that the old version knows stays until the ${until} phase, and both versions create and read rows in each phase where they may run: ${columns} columns, ${probes} statements.`,
    figures: { columns, statements: probes },
  }
}
