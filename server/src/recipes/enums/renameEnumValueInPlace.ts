import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteLiteral, quoteQualified } from '../../sql/quoting.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { renamedEnumValues } from './renamedEnumValue.js'
import { lineComment } from '../parts/sqlText.js'

/** ALTER TYPE … RENAME VALUE: every row has the new name at once, and no row is written. */
export function renameEnumValueAlternatives(change: PendingChange): readonly Alternative[] {
  const renamed = renamedEnumValues(change)
  const enums = [...new Set(renamed.map(({ now }) => now))]
  return enums.flatMap((now) => {
    const own = renamed.filter((one) => one.now === now)
    const [first] = own
    if (first === undefined) return []
    const pairs = own.map(({ oldLabel, newLabel }) => `"${oldLabel}" to "${newLabel}"`).join(', ')
    const head = lineComment(
      `Renames ${pairs} in the enum "${first.type.name}": code that is running and uses the old name fails.`,
    )
    // One transaction, because Prisma from 7.4 on sends statement by statement.
    const statements = own.map(
      ({ oldLabel, newLabel, type }) =>
        `ALTER TYPE ${quoteQualified(type)} RENAME VALUE ${quoteLiteral(oldLabel)} TO ${quoteLiteral(newLabel)};\n`,
    )
    const body =
      statements.length === 1 ? statements.join('') : `BEGIN;\n\n${statements.join('')}\nCOMMIT;\n`
    return [
      {
        kind: 'rename-in-place',
        title: `Rename ${pairs} in the enum "${first.type.name}" at once: breaks the code that is running`,
        subject: first.subject,
        actions: first.actions,
        warning: `Code that writes the old name, or reads the new one without knowing it, fails from the moment this is deployed, and code that uses the new name until then.`,
        answer: {
          kind: 'migration',
          slug:
            migrationSlug(`rename ${first.type.name} ${first.oldLabel} to ${first.newLabel}`) ||
            'rename_enum_value',
          sql: `${head}\n\n${body}`,
        },
      } satisfies Alternative,
    ]
  })
}
