import { quoteIdentifier } from '../../sql/quoting.js'
import { actionsOfKind } from '../concerned.js'
import type { Rule } from '../rule.js'

/** An extension that is not marked as trusted needs a superuser (manual, CREATE EXTENSION). */
export const createExtension: Rule = {
  id: 'create-extension',
  severity: 'information',
  title: 'An extension must be on the server, and the role must be allowed to create it',
  check: (analysed) =>
    actionsOfKind(analysed, 'createExtension')
      .filter(({ name }) => !analysed.before.extensions.includes(name))
      .map((action) => {
        const isTrusted = trusted.has(action.name)
        const needs = isTrusted
          ? 'the role that deploys needs the right CREATE on the database'
          : 'PostgreSQL asks for a superuser, unless the host has made an exception for it'
        const seen =
          analysed.evidence.kind === 'unknown'
            ? ' The rehearsal does not have it: what depends on it is not checked.'
            : ''
        return {
          message: `Creates the extension ${quoteIdentifier(action.name)}: it must be installed on every server, and ${needs}; otherwise the migration fails.${seen} Look for it in pg_available_extensions of each environment before you deploy.`,
          action,
          object: {},
          hurts: ['new-code'],
          facts: { extension: action.name, trusted: isTrusted },
        }
      }),
}

/** `trusted` in the control files of PostgreSQL 18's own extensions. */
const trusted: ReadonlySet<string> = new Set([
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'dict_int',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'isn',
  'lo',
  'ltree',
  'pg_trgm',
  'pgcrypto',
  'plpgsql',
  'seg',
  'tablefunc',
  'tcn',
  'tsm_system_rows',
  'tsm_system_time',
  'unaccent',
  'uuid-ossp',
])
