import { attributeNamed } from '../../prisma/attributeArguments.js'
import { blockText } from '../../prisma/editBlocks.js'
import type { TextEdit } from '../../text/range.js'
import { mapEdits } from './enumBlocks.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { renamedEnums, type RenamedEnum } from './renamedEnum.js'

/**
 * An enum under a new name over the type under its old one: nothing changes in the database. Running
 * code casts its parameters to the type's name, so that this is the answer for good.
 */
export function mapEnumAlternatives(change: PendingChange): readonly Alternative[] {
  return renamedEnums(change)
    .filter(({ old, created }) => (old.schema ?? 'public') === (created.schema ?? 'public'))
    .map((renamed) => {
      const { old, now, subject, actions } = renamed
      const isPlain = now.enum === old.name
      return {
        kind: 'map',
        title: `Keep the type "${old.name}": ${isPlain ? 'without @@map' : mapOf(renamed)}`,
        subject,
        actions,
        answer: {
          kind: 'schema',
          edits: [{ kind: 'putBlock', block: now.enum, text: blockText(now, editOf(renamed)) }],
        },
      } satisfies Alternative
    })
}

function editOf(renamed: RenamedEnum): readonly TextEdit[] {
  const { now, old } = renamed
  const { block, document } = now
  const given = attributeNamed(block.attributes, 'map')
  if (given !== undefined && now.enum === old.name) {
    const start = document.text.lastIndexOf('\n', given.range.start)
    return [{ range: { start, end: given.range.end }, newText: '' }]
  }
  return mapEdits(now, mapOf(renamed))
}

function mapOf({ old }: RenamedEnum): string {
  return `@@map(${JSON.stringify(old.name)})`
}
