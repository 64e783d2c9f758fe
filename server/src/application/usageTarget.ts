/** What is looked for: a field, a model as a whole, or values of an enum. */
export type UsageTarget = ModelTarget | EnumValueTarget

export type ModelTarget = {
  readonly model: string
  /** Absent for the whole model. */
  readonly field?: string
  /** Names in the database, for SQL that is written by hand. */
  readonly table: string
  readonly column?: string
  /**
   * The keys by which a new row gets its value, where code has to give one: calls that make a row
   * with none of them are looked for too. Empty where code need not.
   */
  readonly givenBy: readonly string[]
  /** What happens to it; of a field that is `added` only the calls that leave it out matter. */
  readonly change: 'gone' | 'retyped' | 'required' | 'added'
}

/** Values that are taken out or renamed. */
export type EnumValueTarget = {
  readonly enum: string
  readonly values: readonly {
    readonly value: string
    /** The value in the database, `@map` followed. */
    readonly label: string
  }[]
}

export function isEnumValue(target: UsageTarget): target is EnumValueTarget {
  return 'enum' in target
}

/** `"phone" of Customer`, `Customer`, or `"ADMIN" of Role`. */
export function targetName(target: UsageTarget): string {
  if (isEnumValue(target)) {
    return `${target.values.map(({ value }) => `"${value}"`).join(' or ')} of ${target.enum}`
  }
  const { model, field } = target
  return field === undefined ? model : `"${field}" of ${model}`
}

/** `Customer` or `Role`: what a file has to use for a word in it to be a likely use. */
export function targetOwner(target: UsageTarget): string {
  return isEnumValue(target) ? target.enum : target.model
}
