import { quoteLiteral } from '../../sql/quoting.js'
import type { ChangedType } from './changedType.js'
import type { Answers } from '../recipe.js'
import { partly, type Conversion } from './typeConversion.js'

/** The labels of the enum that the column comes to, in their order. */
export function labelsOf({ context, now }: ChangedType): readonly string[] {
  return context.change.script.after.enums[now.typeName]?.values ?? []
}

/** Texts, or true and false, as labels of an enum, by the answers `match` and `others`, or `true` and `false`. */
export function toEnum(changed: ChangedType, answers: Answers): Conversion {
  return changed.old.typeName === 'pg_catalog.bool'
    ? fromBoolean(changed, answers)
    : fromText(changed, answers)
}

function fromBoolean({ now }: ChangedType, answers: Answers): Conversion {
  const label = (answer: string) => `${quoteLiteral(answers[answer] ?? '')}::${now.type}`
  return {
    up: (value) =>
      `CASE ${value} WHEN true THEN ${label('true')} WHEN false THEN ${label('false')} END`,
    down: (value) => `(${value} = ${label('true')})`,
    sample: '$1',
    searchPath: 'environment',
  }
}

function fromText(changed: ChangedType, { match, others }: Answers): Conversion {
  const { old, now } = changed
  const labels = labelsOf(changed)
  const isLoose = match === 'loose'
  const form = (value: string) => (isLoose ? `lower(btrim(${value}))` : value)
  // Of two labels that differ in their case only, the exact one has to win.
  const clashes = new Set(labels.map((label) => label.toLowerCase())).size < labels.length
  const spelled = (label: string) => quoteLiteral(isLoose ? label.toLowerCase() : label)
  const whens = labels.map(
    (label) => `WHEN ${spelled(label)} THEN ${quoteLiteral(label)}::${now.type}`,
  )
  const exact = labels.map(
    (label) => `WHEN ${quoteLiteral(label)} THEN ${quoteLiteral(label)}::${now.type}`,
  )
  const rest =
    others === undefined || others === 'refuse' ? '' : ` ELSE ${quoteLiteral(others)}::${now.type}`
  const loosely = (value: string) => `CASE ${form(value)} ${whens.join(' ')}${rest} END`
  const up = (value: string) =>
    isLoose && clashes
      ? `CASE ${value} ${exact.join(' ')} ELSE ${loosely(value)} END`
      : loosely(value)
  const down = (value: string) =>
    old.typeName === 'pg_catalog.text' ? `(${value})::text` : `(${value})::text::${old.type}`
  const common = { down, sample: '$1', searchPath: 'environment' as const }
  if (rest !== '') {
    return {
      ...common,
      up: (value) => `CASE WHEN ${value} IS NOT NULL THEN ${up(value)} END`,
      loses: `texts that are no value of the enum become ${others ?? ''}`,
    }
  }
  const known = [...new Set(labels.map(spelled))].join(', ')
  return {
    ...common,
    ...partly((value) => `${form(value)} IN (${known})`, up),
    up,
    holds: (constant) =>
      labels.some((label) =>
        isLoose ? label.toLowerCase() === constant.trim().toLowerCase() : label === constant,
      ),
    misfit: `is none of ${labels.join(', ')}`,
    ...(isLoose ? { loses: 'upper and lower case, and blanks around the text' } : {}),
  }
}
