import type { TableDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.js'
import type { CutoverScript } from './cutover.js'
import { sqlName } from './replicatedTables.js'

/** Publication, subscription and slot have this name. */
export function publicationScript(
  name: string,
  tables: readonly TableDescription[],
): CutoverScript {
  return {
    path: 'scripts/publication.sql',
    on: 'blue',
    expected: 'CREATE PUBLICATION',
    say: 'Publishes the tables. It takes SHARE UPDATE EXCLUSIVE on each: reads and writes go on.',
    proof: 'run',
    sql: `CREATE PUBLICATION ${quoteIdentifier(name)} FOR TABLE
  ${tables.map(sqlName).join(',\n  ')};
`,
  }
}

/** `origin` is known from PostgreSQL 16 on: without it rows would go round in a circle. */
export function subscriptionScript(name: string, postgresVersion: number): CutoverScript {
  const origin = postgresVersion >= 16 ? `, origin = 'none'` : ''
  return {
    path: 'scripts/subscription.sql',
    on: 'green',
    expected: 'CREATE SUBSCRIPTION',
    say: 'Copies the rows and follows from there on. Put the connection to the old server into it; the role needs REPLICATION and SELECT.',
    proof: 'elsewhere',
    sql: `CREATE SUBSCRIPTION ${quoteIdentifier(name)}
  CONNECTION 'host=… dbname=… user=…'
  PUBLICATION ${quoteIdentifier(name)}
  WITH (copy_data = true${origin});
`,
  }
}

/** The way back: what is written to the new server reaches the old one. */
export function reverseScripts(
  name: string,
  tables: readonly TableDescription[],
): readonly CutoverScript[] {
  const back = `${name}_back`
  return [
    {
      path: 'scripts/reverse_publication.sql',
      on: 'green',
      expected: 'CREATE PUBLICATION',
      say: 'Publishes the same tables on the new server, for the way back.',
      proof: 'run',
      sql: `CREATE PUBLICATION ${quoteIdentifier(back)} FOR TABLE
  ${tables.map(sqlName).join(',\n  ')};
`,
    },
    {
      path: 'scripts/reverse_subscription.sql',
      on: 'blue',
      expected: 'CREATE SUBSCRIPTION',
      say: 'The old server follows the new one, without a copy, before anybody writes to the new one.',
      proof: 'elsewhere',
      sql: `CREATE SUBSCRIPTION ${quoteIdentifier(back)}
  CONNECTION 'host=… dbname=… user=…'
  PUBLICATION ${quoteIdentifier(back)}
  WITH (copy_data = false, origin = 'none');
`,
    },
  ]
}

export function cleanUpScripts(name: string, hasReverse: boolean): readonly CutoverScript[] {
  const back = `${name}_back`
  const drop = (what: string, one: string) => `DROP ${what} IF EXISTS ${quoteIdentifier(one)};\n`
  return [
    {
      path: 'scripts/clean_up_green.sql',
      on: 'green',
      expected: 'DROP SUBSCRIPTION',
      say: 'Ends the replication on the new server; the slot on the old one goes along.',
      proof: 'run',
      sql: drop('SUBSCRIPTION', name) + (hasReverse ? drop('PUBLICATION', back) : ''),
    },
    {
      path: 'scripts/clean_up_blue.sql',
      on: 'blue',
      expected: 'DROP PUBLICATION',
      say: 'Ends the replication on the old server. A slot that is left keeps WAL until the disk is full.',
      proof: 'run',
      sql: (hasReverse ? drop('SUBSCRIPTION', back) : '') + drop('PUBLICATION', name),
    },
    {
      path: 'checks/slots.sql',
      on: 'both',
      expected: 'no row',
      say: 'Slots of the plan that are left.',
      proof: 'run',
      sql: `SELECT slot_name, active FROM pg_replication_slots WHERE slot_name IN (${[name, back].map(quoteLiteral).join(', ')});\n`,
    },
  ]
}
