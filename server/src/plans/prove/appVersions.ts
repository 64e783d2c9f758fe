import type { Catalogue } from '../../engine/catalogue.js'
import type {
  PlannedPhase,
  PlannedRehearsal,
  PlannedValues,
  RehearsedTable,
} from '../../recipes/recipe.js'
import { clientTable, type ClientColumn, type ClientTable } from '../simulation/clientTable.js'
import { heldNotNull, withEnforced } from './enforced.js'
import type { WalkedCatalogues } from './walkEmpty.js'
import type { Version } from './writeRun.js'

/** The versions of the application that are alive at the two ends of a phase. */
export type AppVersions = {
  readonly old: Version
  /** The new version in a phase: the indexes and foreign keys that it meets there. */
  readonly now: (phase: number) => Version | undefined
  /** The new version knows nothing of the table, which goes away. */
  readonly isForgotten: boolean
  /** Phases in which the old version is gone. */
  readonly oldIsGone: (phase: PlannedPhase['name']) => boolean
  /** The plan makes the table: only the new version knows it, from the phase on that has it. */
  readonly isMade: boolean
  /** Columns that hold no NULL when the plan is done. */
  readonly requiredInTheEnd: ReadonlySet<string>
  /** The versions on the other tables of the plan: parts of the same applications. */
  readonly others: readonly AppVersions[]
}

/** Undefined when a table is not there before the plan. */
export function appVersions(
  rehearsal: PlannedRehearsal,
  catalogues: WalkedCatalogues,
): AppVersions | undefined {
  const main = versionsOn(rehearsal, catalogues)
  const { others: tables = [], values = [], newSince, oldUntil } = rehearsal
  const others = tables.flatMap(
    (table) =>
      versionsOn(
        {
          ...table,
          values,
          ...(newSince === undefined ? {} : { newSince }),
          ...(oldUntil === undefined ? {} : { oldUntil }),
        },
        catalogues,
      ) ?? [],
  )
  return main === undefined || others.length < tables.length ? undefined : { ...main, others }
}

function versionsOn(
  {
    table,
    oldColumns,
    newColumns,
    values = [],
    enforces = [],
    newSince,
    oldUntil,
    required: always = [],
    movedTo = table,
  }: RehearsedPart,
  { before, after }: WalkedCatalogues,
): AppVersions | undefined {
  const end = after.at(-1) ?? before
  const isMade = before.tables[table] === undefined && oldColumns.length === 0
  const known = isMade ? end : withEnforced(before, after, table, enforces)
  const old = clientTable(known, table, oldColumns, new Set(heldNotNull(known, table)))
  if (old === undefined) return undefined
  const required = requiredColumns(end, movedTo)
  return {
    old: { say: 'the old version', table: withValues(old, values) },
    isForgotten: newColumns.length === 0,
    oldIsGone: (phase) => phase === 'contract' || phase === oldUntil,
    isMade,
    now: (phase) => {
      // The phases of such a plan are expand, validate and contract.
      const isBuilt = newSince === undefined || phase > 0
      if (newColumns.length === 0 || !isBuilt) return undefined
      const catalogue = after[phase] ?? end
      const held = new Set([...required, ...always, ...heldNotNull(catalogue, movedTo)])
      const now = clientTable(catalogue, movedTo, newColumns, held)
      return now === undefined
        ? undefined
        : { say: 'the new version', table: withValues(now, values) }
    },
    requiredInTheEnd: required,
    others: [],
  }
}

type RehearsedPart = RehearsedTable &
  Pick<PlannedRehearsal, 'values' | 'enforces' | 'newSince' | 'oldUntil' | 'required' | 'movedTo'>

/** The old version must be gone before the contract phase at the latest, and the new one is not there before the first. */
export function versionsBefore(
  versions: AppVersions,
  phase: PlannedPhase,
  index: number,
): readonly Version[] {
  const now = index === 0 ? undefined : versions.now(index - 1)
  return [
    ...alive(versions, now, versions.oldIsGone(phase.name)),
    ...versions.others.flatMap((other) => versionsBefore(other, phase, index)),
  ]
}

export function versionsAfter(
  versions: AppVersions,
  phase: PlannedPhase,
  index: number,
): readonly Version[] {
  return [
    ...alive(versions, versions.now(index), versions.oldIsGone(phase.name)),
    ...versions.others.flatMap((other) => versionsAfter(other, phase, index)),
  ]
}

/** The old version on every table. */
export function oldVersions({ old, others, isMade }: AppVersions): readonly Version[] {
  return [...(isMade ? [] : [old]), ...others.flatMap((other) => oldVersions(other))]
}

function alive(
  { old, isForgotten, isMade }: AppVersions,
  now: Version | undefined,
  oldIsGone: boolean,
): readonly Version[] {
  if (isMade) return now === undefined ? [] : [now]
  if (now === undefined) return oldIsGone && isForgotten ? [] : [old]
  return oldIsGone ? [now] : [old, now]
}

function requiredColumns(catalogue: Catalogue, table: string): ReadonlySet<string> {
  const columns = catalogue.tables[table]?.columns ?? []
  return new Set(columns.filter((column) => column.notNull).map((column) => column.name))
}

function withValues(table: ClientTable, values: readonly PlannedValues[]): ClientTable {
  return { ...table, columns: table.columns.map((column) => withOwnValues(column, values)) }
}

function withOwnValues(column: ClientColumn, values: readonly PlannedValues[]): ClientColumn {
  const { description, name } = column
  const found = values.find((one) => one.column === name && one.type === description.type)
  if (found === undefined) return column
  const { type, typeName, labels } = found.of
  const typeKind = labels.length > 0 ? ('enum' as const) : ('base' as const)
  const of = { description: { ...description, type, typeName, typeKind }, labels, constants: [] }
  return { ...column, made: { of, expression: found.expression } }
}
