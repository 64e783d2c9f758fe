import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import type { CutoverScript, CutoverTimes } from './cutover.js'
import {
  checksumsCheck,
  copyCheck,
  countsCheck,
  extensionsCheck,
  identityCheck,
  lagCheck,
  lagNow,
  migrationsCheck,
  sequencesCheck,
  sequencesOf,
  sequencesScript,
  settingsCheck,
} from './cutoverChecks.js'
import { checkStep, manualStep, scriptStep, type RowStep } from './cutoverSteps.js'
import {
  cleanUpScripts,
  publicationScript,
  reverseScripts,
  subscriptionScript,
} from './replicationScripts.js'

export type Move = {
  readonly catalogue: Catalogue
  readonly tables: readonly TableDescription[]
  /** Of publication, subscription and slot. */
  readonly name: string
  readonly postgresVersion: number
  readonly times: CutoverTimes
  /** Whether all of the database goes, with its migrations. */
  readonly whole: boolean
  /** What writes and what moves, in words: `the application`, `the code of Post`. */
  readonly writers: string
}

export type MoveParts = {
  readonly steps: readonly RowStep[]
  readonly scripts: readonly CutoverScript[]
}

/** The steps that both kinds of plan have: copy, follow, compare, switch, way back, clean up. */
export function moveParts(move: Move): MoveParts {
  const { catalogue, tables, name, postgresVersion, times, whole, writers } = move
  const identity = identityCheck(tables)
  const settings = settingsCheck()
  const extensions = extensionsCheck(catalogue)
  const migrations = whole ? [migrationsCheck()] : []
  const publication = publicationScript(name, tables)
  const subscription = subscriptionScript(name, postgresVersion)
  const [copy, lag, now] = [copyCheck(), lagCheck(name), lagNow(name)]
  const [counts, sums] = [countsCheck(tables), checksumsCheck(tables)]
  const owned = sequencesOf(catalogue, tables)
  const sequences = owned.length === 0 ? [] : [sequencesScript(owned), sequencesCheck(owned)]
  const reverse = postgresVersion >= 16 ? reverseScripts(name, tables) : []
  const cleanUp = cleanUpScripts(name, reverse.length > 0)
  const [cleanGreen, cleanBlue, slots] = cleanUp
  const steps: RowStep[] = [
    checkStep('expand/settings', 'expand', settings),
    checkStep('expand/replica-identity', 'expand', identity),
    manualStep(
      'expand/new-server',
      'expand',
      'Set the new server up: version, parameters, roles and their rights, backups, monitoring. Roles and parameters are not copied.',
    ),
    manualStep(
      'expand/schema',
      'expand',
      whole
        ? 'Apply the migrations to the new server: prisma migrate deploy with its URL. Its tables stay empty.'
        : 'Make the tables on the new server from the schema of the new service, with the same columns. They stay empty.',
    ),
    ...extensions.map((check) => checkStep('expand/extensions', 'expand', check)),
    manualStep(
      'expand/ddl-freeze',
      'expand',
      'From here to the switch nobody deploys a migration that changes a table of this plan: logical replication carries no DDL, and a difference stops it.',
    ),
    ...migrations.map((check) => checkStep('expand/migrations', 'expand', check)),
    scriptStep('expand/publication', 'expand', 'schema', publication),
    scriptStep('migrate/subscription', 'migrate', 'data', subscription),
    checkStep('migrate/copy', 'migrate', copy),
    checkStep('migrate/lag', 'migrate', lag),
    manualStep(
      'migrate/rehearse',
      'migrate',
      `Let ${writers} read from the new server in a test, with the load that it will have: statistics are gathered there by ANALYZE, and nothing is in its cache.`,
    ),
    manualStep(
      'validate/stop-writes',
      'validate',
      `The switch window begins, ${times.switchMinutes} minutes: ${writers} stops writing. Jobs, queues and people with psql too.`,
      ['G1'],
    ),
    checkStep('validate/caught-up', 'validate', now),
    checkStep('validate/row-counts', 'validate', counts),
    checkStep('validate/checksums', 'validate', sums),
    ...sequences
      .slice(0, 1)
      .map((script) => scriptStep('validate/sequences', 'validate', 'data', script)),
    ...sequences
      .slice(1)
      .map((script) => checkStep('validate/sequences-ahead', 'validate', script)),
    ...reverse
      .slice(0, 1)
      .map((script) => scriptStep('validate/reverse-publication', 'validate', 'schema', script)),
    ...reverse
      .slice(1)
      .map((script) => scriptStep('validate/reverse-subscription', 'validate', 'schema', script)),
    manualStep(
      'validate/switch',
      'validate',
      `Give ${writers} the URL of the new server and let it write there. The switch window ends, and the roll-back window begins.`,
      ['G1'],
    ),
    manualStep('contract/roll-back-window', 'contract', wayBack(reverse.length > 0, times), ['G2']),
    ...(cleanGreen === undefined || cleanBlue === undefined || slots === undefined
      ? []
      : [
          scriptStep('contract/clean-up-green', 'contract', 'schema', cleanGreen),
          scriptStep('contract/clean-up-blue', 'contract', 'schema', cleanBlue),
          checkStep('contract/slots', 'contract', slots),
        ]),
  ]
  const scripts = [
    ...[settings, identity, ...extensions, ...migrations, publication, subscription],
    ...[copy, lag, now, counts, sums, ...sequences, ...reverse, ...cleanUp],
  ]
  return { steps, scripts }
}

function wayBack(isFollowed: boolean, { rollbackHours }: CutoverTimes): string {
  return isFollowed
    ? `For ${rollbackHours} hours the old server follows the new one. To go back: stop writing, wait until it has caught up, set its sequences ahead, and give its URL back.`
    : `For ${rollbackHours} hours the old server stays as it was at the switch. To go back: give its URL back; what was written since the switch is lost. Only from PostgreSQL 16 on (origin = none) can it follow the new one.`
}
