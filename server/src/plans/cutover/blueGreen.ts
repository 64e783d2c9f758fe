import type { Catalogue } from '../../engine/catalogue.js'
import { rowOfSteps, windowsOf, type Cutover, type CutoverTimes } from './cutover.js'
import { moveParts } from './moveParts.js'
import { nameOf, replicatedTables, withoutIdentity } from './replicatedTables.js'

export type CutoverInput = {
  readonly catalogue: Catalogue
  /** Tables that have a replica identity of their own, as `schema.name`. */
  readonly identities: ReadonlySet<string>
  /** Major version of the servers. */
  readonly postgresVersion: number
  readonly times: CutoverTimes
}

export type CutoverRefusal = { readonly kind: 'refusal'; readonly say: string }

/** The whole database to a second server: an upgrade, another provider, another machine. */
export function blueGreen(input: CutoverInput): Cutover | CutoverRefusal {
  const { catalogue, identities, postgresVersion, times } = input
  const tables = replicatedTables(catalogue)
  const refused = refusedTables(tables, identities)
  if (refused !== undefined) return refused
  const name = 'concertina_blue_green'
  const { steps, scripts } = moveParts({
    ...{ catalogue, tables, name, postgresVersion, times },
    whole: true,
    writers: 'the application',
  })
  return {
    recipe: 'blue-green',
    slug: 'blue_green',
    title: 'Move the database to a second server',
    introduction: `All ${tables.length} tables are copied to a second server (green) and kept equal by logical replication, while the application uses the first (blue). Then it goes over, in a window in which nobody writes.`,
    answers: answersOf(times),
    prerequisites: prerequisites(postgresVersion),
    windows: windowsOf(times),
    steps: rowOfSteps(steps),
    scripts,
    named: namedObjects(catalogue),
  }
}

export function answersOf({ switchMinutes, rollbackHours }: CutoverTimes): Record<string, string> {
  return { switchMinutes: String(switchMinutes), rollbackHours: String(rollbackHours) }
}

/** An UPDATE of a published table without a key fails, on the server that is in production. */
export function refusedTables(
  tables: Parameters<typeof withoutIdentity>[0],
  identities: ReadonlySet<string>,
): CutoverRefusal | undefined {
  if (tables.length === 0) return refusal('There is no table whose rows could be copied.')
  const keyless = withoutIdentity(tables, identities)
  return keyless.length === 0
    ? undefined
    : refusal(
        `${keyless.map((name) => `"${name}"`).join(', ')} ${keyless.length === 1 ? 'has' : 'have'} no primary key, so that no update and no delete can be replicated: published, they would fail on the server that is in production. Give each a key (@id), or a replica identity in a migration: ALTER TABLE … REPLICA IDENTITY USING INDEX for a unique index without NULLs, REPLICA IDENTITY FULL where there is none.`,
      )
}

export function prerequisites(postgresVersion: number): readonly string[] {
  return [
    'Both servers reach each other, and the new one has room for all rows and their indexes.',
    'wal_level is logical on the old server. To set it, it has to be restarted: plan that first.',
    'Every environment that this is done in has its own two servers; what follows is done in each by itself.',
    'No other plan is under way whose phases would be deployed between the DDL freeze and the switch.',
    ...(postgresVersion >= 16
      ? []
      : [
          'The servers are older than PostgreSQL 16: behind the switch there is no way back that keeps what was written since.',
        ]),
  ]
}

/** What logical replication leaves behind (manual, "Logical Replication, Restrictions"). */
export function namedObjects(catalogue: Catalogue): Cutover['named'] {
  const materialized = catalogue.views.filter((one) => one.materialized).map(({ view }) => view)
  const foreign = Object.values(catalogue.tables)
    .filter(({ kind }) => kind === 'foreign')
    .map(nameOf)
  const free = catalogue.sequences
    .filter(({ ownedBy, schema }) => ownedBy === undefined && schema !== 'concertina')
    .map(({ schema, name }) => `${schema}.${name}`)
  return [
    {
      heading: 'Materialized views: REFRESH them on the new server, before the switch',
      lines: materialized,
    },
    {
      heading: 'Foreign tables: their server and user mapping have to be made there',
      lines: foreign,
    },
    { heading: 'Sequences that belong to no column: no step sets them ahead', lines: free },
    {
      heading: 'Not carried by logical replication at all',
      lines: [
        'DDL, sequences, large objects, roles, parameters, statistics',
        'The schema concertina: counters and jobs of plans that are under way',
      ],
    },
  ].filter(({ lines }) => lines.length > 0)
}

export function refusal(say: string): CutoverRefusal {
  return { kind: 'refusal', say }
}
