import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { renamedEnums } from './renamedEnum.js'
import { lineComment } from '../parts/sqlText.js'

/** ALTER TYPE … RENAME: locks no table and writes no row, but the client sends the type's name. */
export function renameEnumAlternatives(change: PendingChange): readonly Alternative[] {
  return renamedEnums(change)
    .filter(({ old, created }) => (old.schema ?? 'public') === (created.schema ?? 'public'))
    .map(({ old, created, subject, actions }) => {
      const head = lineComment(
        `Renames the type "${old.name}" in place: code that is running and writes or filters by it fails.`,
      )
      return {
        kind: 'rename-in-place',
        title: `Rename the type "${old.name}" to "${created.name}" at once: breaks the code that is running`,
        subject,
        actions,
        warning: `Code that writes or filters by "${old.name}" fails (42704) from the moment this is deployed, and code that uses "${created.name}" until then.`,
        answer: {
          kind: 'migration',
          slug: migrationSlug(`rename ${old.name} to ${created.name}`) || 'rename_enum',
          sql: `${head}\n\nALTER TYPE ${quoteQualified(old)} RENAME TO ${quoteIdentifier(created.name)};\n`,
        },
      } satisfies Alternative
    })
}
