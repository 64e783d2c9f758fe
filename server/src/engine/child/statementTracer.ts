import type { CatalogueChange } from '../catalogue.js'
import { lockStrength } from '../lockMode.js'
import type { RelationLock, StatementTrace, TraceRequest } from '../trace.js'
import { readTables } from './catalogueQuery.js'
import { PostgresError, type Postgres } from './postgres.js'
import {
  locksSince,
  observe,
  readRelations,
  type Observation,
  type Relation,
  type Relations,
} from './statementObserver.js'

/** Executes statements and reports what each one did. `relations` follows what they create and drop. */
export type StatementTracer = {
  /** Runs the statements in one transaction and rolls it back. */
  rehearse(statements: readonly TraceRequest[]): Promise<StatementTrace[]>
  /** Runs one statement in a transaction of its own and commits it. */
  commit(statement: TraceRequest): Promise<StatementTrace>
}

export function createStatementTracer(postgres: Postgres): StatementTracer {
  let known: Map<number, Relation> | undefined
  const relations = async () => (known ??= await readRelations(postgres))
  // A transaction that counted has to hand its counters over, or the next one goes on from them.
  let countersAreZero = false

  return {
    rehearse: async (statements) => {
      const start = await relations()
      countersAreZero = false
      const inOrder = await withRollback(postgres, () =>
        runInOrder(postgres, statements, new Map(start)),
      )
      const traces: StatementTrace[] = []
      for (const [index, statement] of statements.entries()) {
        const trace = inOrder[index] ?? { kind: 'skipped', why: 'An earlier statement failed.' }
        const doubtful = index > 0 && trace.kind === 'executed' && trace.masked.length > 0
        traces.push(doubtful ? await alone(postgres, statement, start, trace) : trace)
      }
      return traces
    },
    commit: async (statement) => {
      if (isTransactionControl(statement.text)) {
        return { kind: 'skipped', why: 'Opens or ends a transaction; nothing to measure.' }
      }
      const before = await relations()
      await (countersAreZero ? postgres.script('BEGIN') : beginMeasured(postgres))
      countersAreZero = false
      try {
        const { trace, observation } = await runObserved(postgres, statement, before, nothingSeen)
        await postgres.script(`${flushCounters}; COMMIT`)
        countersAreZero = true
        if (trace.kind === 'executed') known = follow(before, observation, trace.change)
        return trace
      } catch (error) {
        await postgres.script('ROLLBACK')
        if (!(error instanceof PostgresError)) throw error
        if (error.failure.sqlState !== activeTransaction)
          return { kind: 'failed', failure: error.failure }
        known = undefined
        return runUnobserved(postgres, statement)
      }
    },
  }
}

/** `active_sql_transaction`: VACUUM, CREATE INDEX CONCURRENTLY and the like refuse a transaction block. */
const activeTransaction = '25001'

const nothingSeen: Observation = { held: new Map(), relations: new Map(), scans: new Map() }

function isTransactionControl(text: string): boolean {
  return /^(begin|start\s+transaction|commit|end|rollback|abort)\b/i.test(text)
}

async function runInOrder(
  postgres: Postgres,
  statements: readonly TraceRequest[],
  relations: Map<number, Relation>,
): Promise<StatementTrace[]> {
  const traces: StatementTrace[] = []
  let current = relations
  let before = nothingSeen
  for (const statement of statements) {
    if (isTransactionControl(statement.text)) {
      traces.push({ kind: 'skipped', why: 'Opens or ends a transaction; nothing to measure.' })
      continue
    }
    await postgres.script('SAVEPOINT concertina')
    try {
      const { trace, observation } = await runObserved(postgres, statement, current, before)
      traces.push(trace)
      if (trace.kind === 'executed') current = follow(current, observation, trace.change)
      before = observation
      await postgres.script('RELEASE SAVEPOINT concertina')
    } catch (error) {
      if (!(error instanceof PostgresError)) throw error
      await postgres.script('ROLLBACK TO SAVEPOINT concertina')
      traces.push(
        error.failure.sqlState === activeTransaction
          ? { kind: 'unobserved', durationMs: 0, change: { tables: [], dropped: [] } }
          : { kind: 'failed', failure: error.failure },
      )
    }
  }
  return traces
}

async function runObserved(
  postgres: Postgres,
  statement: TraceRequest,
  existing: Relations,
  before: Observation,
): Promise<{ trace: StatementTrace; observation: Observation }> {
  const started = performance.now()
  await postgres.script(statement.text)
  const durationMs = performance.now() - started
  const after = await observe(postgres)
  const locks = locksSince(before, after, existing)
  const masked = maskedBy(statement, before, existing, locks)
  const rewritten = [...after.relations.values()].filter((relation) => {
    const old = existing.get(relation.oid)
    const earlier = before.relations.get(relation.oid) ?? old
    return old !== undefined && earlier !== undefined && earlier.file !== relation.file
  })
  const nameOf = (relation: Relation) => existing.get(relation.oid)?.name ?? relation.name
  const trace: StatementTrace = {
    kind: 'executed',
    locks,
    masked,
    rewrites: rewritten.filter(isTable).map(nameOf).sort(),
    indexRebuilds: rewritten.filter(isIndex).map(nameOf).sort(),
    scans: scansSince(before, after, existing),
    created: [...after.relations.values()]
      .filter((relation) => !existing.has(relation.oid))
      .map(nameOf)
      .sort(),
    durationMs,
    change: await changeOf(postgres, before, after, existing, masked),
  }
  return { trace, observation: after }
}

/** Relations that the statement names and that an earlier one already holds in a mode that could hide its own. */
function maskedBy(
  statement: TraceRequest,
  before: Observation,
  existing: Relations,
  seen: readonly RelationLock[],
): string[] {
  const masked: string[] = []
  for (const oid of before.held.keys()) {
    const relation = existing.get(oid)
    if (relation === undefined || seen.some((lock) => lock.relation === relation.name)) continue
    const bare = relation.name.slice(relation.name.indexOf('.') + 1)
    if (statement.names.includes(relation.name) || statement.names.includes(bare))
      masked.push(relation.name)
  }
  return masked
}

/** The statement by itself, without those before it; when it depends on them, what is known stays. */
async function alone(
  postgres: Postgres,
  statement: TraceRequest,
  relations: Relations,
  inOrder: StatementTrace & { kind: 'executed' },
): Promise<StatementTrace> {
  try {
    const { trace } = await withRollback(postgres, async () =>
      runObserved(postgres, statement, relations, nothingSeen),
    )
    return trace.kind === 'executed' ? { ...trace, change: inOrder.change } : inOrder
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error
    return inOrder
  }
}

async function runUnobserved(postgres: Postgres, statement: TraceRequest): Promise<StatementTrace> {
  const started = performance.now()
  try {
    await postgres.script(statement.text)
    const oids = [...(await readRelations(postgres)).values()]
      .filter((relation) => isTable(relation) && names(statement, relation))
      .map((relation) => relation.oid)
    const change = { tables: await readTables(postgres, oids), dropped: [] }
    return { kind: 'unobserved', durationMs: performance.now() - started, change }
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error
    return { kind: 'failed', failure: error.failure }
  }
}

/** Only what this statement locked, created or may have locked again is read anew. */
async function changeOf(
  postgres: Postgres,
  before: Observation,
  after: Observation,
  existing: Relations,
  masked: readonly string[],
): Promise<CatalogueChange> {
  const dropped: string[] = []
  const changed = new Set<number>()
  for (const [oid, modes] of after.held) {
    const now = after.relations.get(oid)
    const then = existing.get(oid)
    if (now === undefined) {
      if (then !== undefined && isTable(then)) dropped.push(then.name)
      continue
    }
    const earlier = before.held.get(oid)
    const added = [...modes].filter((mode) => !earlier?.has(mode))
    const strong = added.some(
      (mode) => lockStrength(mode) >= lockStrength('ShareUpdateExclusiveLock'),
    )
    if (!strong && then !== undefined && !masked.includes(then.name)) continue
    if (isTable(now)) changed.add(oid)
    else if (now.table !== undefined) changed.add(tableOidOf(now.table, after, existing) ?? oid)
  }
  return { tables: await readTables(postgres, [...changed]), dropped }
}

function tableOidOf(name: string, after: Observation, existing: Relations): number | undefined {
  for (const relations of [after.relations, existing]) {
    for (const relation of relations.values()) if (relation.name === name) return relation.oid
  }
  return undefined
}

function scansSince(before: Observation, after: Observation, existing: Relations): string[] {
  const scanned: string[] = []
  for (const [oid, count] of after.scans) {
    const relation = existing.get(oid)
    if (relation !== undefined && count > (before.scans.get(oid) ?? 0)) scanned.push(relation.name)
  }
  return scanned.sort()
}

function follow(
  relations: Relations,
  seen: Observation,
  change: CatalogueChange,
): Map<number, Relation> {
  const next = new Map(relations)
  for (const oid of seen.held.keys()) if (!seen.relations.has(oid)) next.delete(oid)
  for (const [oid, relation] of seen.relations) next.set(oid, relation)
  for (const table of change.tables) {
    const known = next.get(table.oid)
    if (known !== undefined)
      next.set(table.oid, { ...known, name: `${table.schema}.${table.name}` })
  }
  return next
}

/** Makes the transaction hand over its counters of scans at its end, so that the next begins at zero. */
const flushCounters = 'SELECT pg_stat_force_next_flush()'

/** The counters of scans begin at zero: what an earlier transaction counted is handed over first. */
async function beginMeasured(postgres: Postgres): Promise<void> {
  await postgres.script(flushCounters)
  await postgres.script('BEGIN')
}

async function withRollback<T>(postgres: Postgres, work: () => Promise<T>): Promise<T> {
  await beginMeasured(postgres)
  try {
    return await work()
  } finally {
    await postgres.script('ROLLBACK')
  }
}

function isIndex(relation: Relation): boolean {
  return relation.kind === 'i'
}

function isTable(relation: Relation): boolean {
  return relation.kind === 'r' || relation.kind === 'p' || relation.kind === 'f'
}

function names(statement: TraceRequest, relation: Relation): boolean {
  return (
    statement.names.includes(relation.name) ||
    statement.names.includes(relation.name.split('.')[1] ?? '')
  )
}
