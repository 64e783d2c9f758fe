import { blockText } from '../../prisma/editBlocks.js'
import { enumLabelNamed } from '../../prisma/lookups.js'
import { attributeNamed } from '../../prisma/attributeArguments.js'
import type { TextEdit } from '../../text/range.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { renamedEnumValues, type RenamedEnumValue } from './renamedEnumValue.js'

/** A value under a new name over the label under its old one: nothing changes in the database. */
export function mapEnumValueAlternatives(change: PendingChange): readonly Alternative[] {
  const renamed = renamedEnumValues(change)
  const enums = [...new Set(renamed.map(({ now }) => now))]
  return enums.flatMap((now) => {
    const own = renamed.filter((one) => one.now === now)
    const [first] = own
    if (first === undefined) return []
    const text = blockText(now, own.flatMap(editOf))
    return [
      {
        kind: 'map',
        title: titleOf(own),
        subject: first.subject,
        actions: first.actions,
        answer: { kind: 'schema', edits: [{ kind: 'putBlock', block: now.enum, text }] },
      } satisfies Alternative,
    ]
  })
}

function titleOf(renamed: readonly RenamedEnumValue[]): string {
  const attributes = renamed.map((one) =>
    nameOf(one) === one.oldLabel ? 'without @map' : mapOf(one),
  )
  const labels = renamed.map(({ oldLabel }) => `"${oldLabel}"`)
  const what = labels.length === 1 ? `value ${labels[0] ?? ''}` : `values ${labels.join(', ')}`
  return `Keep the ${what} in the database: ${[...new Set(attributes)].join(', ')}`
}

function editOf(renamed: RenamedEnumValue): readonly TextEdit[] {
  const { now, newLabel } = renamed
  const value = enumLabelNamed(now, newLabel)
  if (value === undefined) return []
  const given = attributeNamed(value.attributes, 'map')
  const isPlain = nameOf(renamed) === renamed.oldLabel
  if (given === undefined) {
    const end = value.range.end
    return [{ range: { start: end, end }, newText: ` ${mapOf(renamed)}` }]
  }
  return [
    isPlain
      ? { range: { start: value.name.range.end, end: given.range.end }, newText: '' }
      : { range: given.range, newText: mapOf(renamed) },
  ]
}

function nameOf({ now, newLabel }: RenamedEnumValue): string {
  return enumLabelNamed(now, newLabel)?.name.text ?? ''
}

function mapOf({ oldLabel }: RenamedEnumValue): string {
  return `@map(${JSON.stringify(oldLabel)})`
}
