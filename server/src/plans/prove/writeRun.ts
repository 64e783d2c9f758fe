import type { Catalogue } from '../../engine/catalogue.js'
import type { RehearsalStep, RehearsalStepResult } from '../../engine/messages.js'
import type { SqlFailure } from '../../engine/trace.js'
import type { PlannedRehearsal } from '../../recipes/recipe.js'
import { quoteLiteral } from '../../sql/quoting.js'
import type { ClientTable } from '../simulation/clientTable.js'
import type { ClientWrite } from '../simulation/clientWrites.js'
import { isOwnFailure, messagePattern, type OwnFailures } from './blame.js'
import { rowFound } from './checkQuery.js'
import { failed, type FailedProof, type ProofId } from './proofReport.js'
import { failureIn, inWords, query, type Rehearsal } from './rehearsal.js'

/** A version of the application, in words, with what it knows. */
export type Version = { readonly say: string; readonly table: ClientTable }

export type VersionedWrite = { readonly version: Version; readonly write: ClientWrite }

/** What has been written so far. */
export type WriteFigures = {
  writes: number
  creations: number
  /** Refused by a constraint or trigger that was there before the plan. */
  refused: number
  checks: number
}

/** What is looked at behind every write, and what it means when it finds a row. */
export type Check = { readonly step: RehearsalStep; readonly query: string; readonly say: string }

/** When writes are made, and what is looked at behind each. */
export type Moment = {
  /** In words, behind a verb: `after the expand phase`. */
  readonly when: string
  /**
   * The backfill is done. Before, NULL in a new column means that the row has not been reached, and a
   * new version that writes NULL there cannot be told from one that does not know the value.
   */
  readonly isMigrated: boolean
  readonly check?: Check | undefined
  /** The proof that a refused write fails; P4 when absent. */
  readonly proof?: ProofId
}

export type WriteRun = {
  readonly figures: Readonly<WriteFigures>
  /** Writes before the plan: nothing can be the plan's fault, and what fails here may fail later. */
  readonly before: (writes: readonly VersionedWrite[]) => Promise<void>
  /** Writes while the plan is under way, with a check behind each. */
  readonly during: (
    writes: readonly VersionedWrite[],
    moment: Moment,
  ) => Promise<FailedProof | undefined>
  /** Values of successful creations in the table before the plan, by column. */
  readonly accepted: (table: string) => ReadonlyMap<string, readonly string[]>
}

export type WriteRunSubject = {
  readonly before: Catalogue
  readonly ownConstraints: ReadonlySet<string>
  /** Columns that must not be NULL in the end: a NULL that an old version writes there may be filled. */
  readonly requiredInTheEnd: ReadonlySet<string>
  readonly oldColumns: ReadonlySet<string>
  readonly planRaises: boolean
  readonly replaces: Exclude<PlannedRehearsal['replaces'], undefined>
}

export function createWriteRun(rehearsal: Rehearsal, subject: WriteRunSubject): WriteRun {
  const figures: WriteFigures = { writes: 0, creations: 0, refused: 0, checks: 0 }
  const own: OwnFailures & { readonly patterns: Set<string> } = { ...subject, patterns: new Set() }
  const accepted = new Map<string, Map<string, string[]>>()
  const unstable = new Set<string>()

  const count = ({ write }: VersionedWrite, result: RehearsalStepResult | undefined) => {
    figures.writes += 1
    if (result?.kind === 'rows' && write.kind === 'create') figures.creations += 1
  }

  return {
    figures,
    accepted: (table) => acceptedIn(accepted, table),
    before: async (writes) => {
      const results = await rehearsal.run(writes.map(({ write }) => query(write.checked)))
      for (const [index, versioned] of writes.entries()) {
        const result = results[index]
        const failure = failureIn(result)
        count(versioned, result)
        if (failure !== undefined) {
          figures.refused += 1
          own.patterns.add(messagePattern(failure))
        } else if (result !== undefined) {
          for (const name of lostColumns(versioned.write, result)) unstable.add(name)
          const { version, write } = versioned
          if (write.kind === 'create') remember(acceptedIn(accepted, version.table.name), write)
        }
      }
    },
    during: async (writes, moment) => {
      const { when, check, proof = 'P4' } = moment
      const every = check === undefined ? 1 : 2
      const results = await rehearsal.run(
        writes.flatMap(({ write }) => [
          query(write.checked),
          ...(check === undefined ? [] : [check.step]),
        ]),
      )
      for (const [index, versioned] of writes.entries()) {
        const result = results[index * every]
        const { version, write } = versioned
        count(versioned, result)
        const failure = failureIn(result)
        if (failure !== undefined) {
          if (await isOwnFailure(rehearsal, write, failure, own)) figures.refused += 1
          else return refusedWrite(proof, versioned, when, failure)
        }
        const lost = lostColumns(write, result).filter(
          (name) =>
            !unstable.has(name) &&
            !mayBeFilled(write, name, moment, subject) &&
            !mayBeReplaced(write, name, subject),
        )
        if (lost.length > 0) return lostWrite(versioned, when, lost)
        const found = check === undefined ? undefined : failureIn(results[index * every + 1])
        if (check !== undefined) figures.checks += 1
        if (check !== undefined && found !== undefined) {
          return wrongRow(`${version.say} ${when}`, write, check, found)
        }
      }
      return undefined
    },
  }
}

/** Columns that do not hold what the write has assigned, although it succeeded. */
function lostColumns(
  write: ClientWrite,
  result: RehearsalStepResult | undefined,
): readonly string[] {
  if (result?.kind !== 'rows') return []
  const names = [...write.assigned.keys()]
  return names.filter((_, index) => result.rows.some((row) => row[index] === 'f'))
}

function mayBeFilled(
  write: ClientWrite,
  name: string,
  { isMigrated }: Moment,
  { requiredInTheEnd, oldColumns }: WriteRunSubject,
): boolean {
  const isNull = (write.assigned.get(name) ?? '').startsWith('NULL::')
  return isNull && (requiredInTheEnd.has(name) || (!isMigrated && !oldColumns.has(name)))
}

/** Inside a list too. */
function mayBeReplaced(
  { assigned }: ClientWrite,
  name: string,
  { replaces }: WriteRunSubject,
): boolean {
  const value = assigned.get(name) ?? ''
  return replaces.some(
    ({ column, values }) =>
      column === name &&
      values.some((text) =>
        text === 'NULL' ? value.startsWith('NULL::') : value.includes(quoteLiteral(text)),
      ),
  )
}

function acceptedIn(
  accepted: Map<string, Map<string, string[]>>,
  table: string,
): Map<string, string[]> {
  const known = accepted.get(table) ?? new Map<string, string[]>()
  accepted.set(table, known)
  return known
}

function remember(accepted: Map<string, string[]>, write: ClientWrite): void {
  for (const [name, value] of write.assigned) {
    const known = accepted.get(name) ?? []
    if (known.length < 20 && !value.startsWith('NULL::')) accepted.set(name, [...known, value])
  }
}

function refusedWrite(
  proof: ProofId,
  { version, write }: VersionedWrite,
  when: string,
  failure: SqlFailure,
): FailedProof {
  const say = `A write of ${version.say} fails ${when}.`
  return failed(proof, say, { detail: inWords(failure), sql: write.sql })
}

function lostWrite(
  { version, write }: VersionedWrite,
  when: string,
  columns: readonly string[],
): FailedProof {
  const names = columns.map((name) => `"${name}"`).join(', ')
  const say = `What ${version.say} writes to ${names} is lost ${when}.`
  return failed('P4', say, {
    detail: 'The statement succeeds and the row then holds something else.',
    sql: write.sql,
  })
}

function wrongRow(who: string, write: ClientWrite, check: Check, failure: SqlFailure): FailedProof {
  return failure.sqlState === rowFound
    ? failed('P4', `${check.say} after a write of ${who}.`, {
        detail: `The row that was found: ${failure.message}`,
        sql: write.sql,
      })
    : failed('P4', `The query that looks for such rows fails after a write of ${who}.`, {
        detail: inWords(failure),
        sql: check.query,
      })
}
