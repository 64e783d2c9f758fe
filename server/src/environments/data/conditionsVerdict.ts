import { quotedTable } from '../../rules/phrases.js'
import type { Finding } from '../../rules/rule.js'
import type { Severity } from '../../protocol/finding.js'
import { indexOf, locksOf, type WaitedLock } from './conditionSubjects.js'
import type { Conditions, TableConditions, Usage } from './conditions.js'

/** What the conditions of an environment add to a finding: sentences, and what it weighs at least. */
export type ConditionsVerdict = {
  readonly sentences: readonly string[]
  readonly atLeast?: Severity
}

/**
 * Judges a finding by how busy its tables are. `seconds` is the estimate of how long the lock is
 * held for work; absent when it is held for a moment only.
 */
export function conditionsVerdict(
  finding: Finding,
  { server, tables, indexes }: Conditions,
  seconds: number | undefined,
): ConditionsVerdict {
  const verdicts: ConditionsVerdict[] = []
  const locks = locksOf(finding)
  for (const lock of locks) {
    const table = tables.get(lock.table)
    if (table === undefined) continue
    verdicts.push(
      trafficVerdict(lock, table, seconds),
      holderVerdict(lock, table),
      slotsVerdict(lock, table, server.lockSlots),
    )
  }
  if (locks.length > 0) verdicts.push(connectionsVerdict(server.connections))
  verdicts.push(replicasVerdict(finding, server.replicas, seconds))
  verdicts.push(usageVerdict(finding, { tables, indexes }))
  const severities = verdicts.flatMap(({ atLeast }) => atLeast ?? [])
  const atLeast = severities.includes('error') ? 'error' : severities[0]
  return {
    sentences: verdicts.flatMap(({ sentences }) => sentences),
    ...(atLeast === undefined ? {} : { atLeast }),
  }
}

/** Queries per second from which a queue of them is felt at once. */
const busyPerSecond = 10
/** Queries in a queue from which users notice. */
const manyWaiting = 100

function trafficVerdict(
  { table, reads }: WaitedLock,
  { traffic }: TableConditions,
  seconds: number | undefined,
): ConditionsVerdict {
  const rate = traffic.writes + (reads ? traffic.reads : 0)
  if (rate < 1) return nothing
  const basis =
    traffic.basis === 'average'
      ? 'on average since the statistics were reset'
      : 'while it was looked at'
  const each = [
    `${inWords(traffic.writes)} writes`,
    ...(reads ? [`${inWords(traffic.reads)} reads`] : []),
  ].join(' and ')
  const waiting = seconds === undefined ? undefined : rate * seconds
  const consequence =
    waiting === undefined
      ? `each second of waiting for the lock holds up about ${inWords(rate)} of them`
      : `about ${inWords(waiting)} of them wait until it is done`
  const isFelt = waiting === undefined ? rate >= busyPerSecond : waiting >= manyWaiting
  return {
    sentences: [`${quotedTable(table)} gets ${each} a second (${basis}): ${consequence}.`],
    ...(isFelt ? { atLeast: waiting === undefined ? 'warning' : 'error' } : {}),
  }
}

/** Transactions of a web request are over by then. */
const longTransactionSeconds = 5

function holderVerdict(
  { table }: WaitedLock,
  { longestHolderSeconds: held, holdersAreHidden, wraparoundVacuum }: TableConditions,
): ConditionsVerdict {
  if (wraparoundVacuum) {
    return {
      sentences: [
        `Autovacuum is at work on ${quotedTable(table)} against wraparound, which gives way to nobody: the lock is not to be had until it is done.`,
      ],
      atLeast: 'warning',
    }
  }
  if (held !== undefined && held >= longTransactionSeconds) {
    return {
      sentences: [
        `A transaction that uses ${quotedTable(table)} has been open for ${duration(held)}: the lock waits for its end, and every later query there behind the lock.`,
      ],
      atLeast: 'warning',
    }
  }
  return holdersAreHidden
    ? {
        sentences: [
          `Others use ${quotedTable(table)}; since when, this role may not see (pg_read_all_stats may).`,
        ],
      }
    : nothing
}

function slotsVerdict(
  { table }: WaitedLock,
  { relations }: TableConditions,
  slots: number,
): ConditionsVerdict {
  if (slots === 0 || relations < slots / 2) return nothing
  return {
    sentences: [
      `Locking ${quotedTable(table)} takes ${inWords(relations)} locks, with its partitions and indexes, of ${inWords(slots)} that the whole server has: it can fail with 53200 (out of shared memory).`,
    ],
    atLeast: 'warning',
  }
}

function connectionsVerdict({
  used,
  most,
}: Conditions['server']['connections']): ConditionsVerdict {
  if (most === 0 || used < most * 0.8) return nothing
  return {
    sentences: [
      `${used} of ${most} connections are in use: queries that wait for the lock take up the rest, and then nobody gets in.`,
    ],
    atLeast: 'warning',
  }
}

const longLagSeconds = 10
/** Work shorter than that leaves replicas no further behind than usual. */
const longWorkSeconds = 10

function replicasVerdict(
  { facts }: Finding,
  { count, lagSeconds = 0 }: Conditions['server']['replicas'],
  seconds = 0,
): ConditionsVerdict {
  const writes = facts?.['work'] === 'rewrite' || facts?.['work'] === 'index build'
  if (count === 0 || !writes || (lagSeconds < longLagSeconds && seconds < longWorkSeconds)) {
    return nothing
  }
  const behind = lagSeconds < 1 ? '' : `, ${duration(lagSeconds)} behind already`
  return {
    sentences: [
      `${count === 1 ? 'One replica follows' : `${count} replicas follow`}${behind}: what is built goes to ${count === 1 ? 'it' : 'them'} whole, and reads there are older meanwhile.`,
    ],
  }
}

function usageVerdict(
  finding: Finding,
  { tables, indexes }: Pick<Conditions, 'tables' | 'indexes'>,
): ConditionsVerdict {
  const index = indexOf(finding)
  if (index !== undefined) return sayUsage(`"${index}"`, indexes.get(index))
  const { table } = finding.object
  if (finding.action.kind !== 'dropTable' || table === undefined) return nothing
  return sayUsage(quotedTable(table), tables.get(table)?.usage)
}

function sayUsage(what: string, usage: Usage | undefined): ConditionsVerdict {
  if (usage === undefined) return nothing
  const { scans, last } = usage
  const when = last === undefined ? '' : `, last at ${last.slice(0, 16).replace('T', ' ')} UTC`
  return {
    sentences: [
      scans === 0
        ? `No query has read ${what} since the statistics were reset.`
        : `${what} was read ${inWords(scans)} times since the statistics were reset${when}.`,
    ],
  }
}

const nothing: ConditionsVerdict = { sentences: [] }

function inWords(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
