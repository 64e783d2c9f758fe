import { delegateOf, type ClientSchema } from './clientSchema.js'
import type { ClientCall } from './codeFile.js'
import { isEnumValue, type UsageTarget } from './usageTarget.js'

/** The names by which code can come to what is looked for: most of it has none of them. */
export type WantedNames = {
  /** One of them stands in each file that has something to tell. */
  readonly entries: readonly string[]
  /** Types and values of the client that begin with one of these tell something too. */
  readonly types: readonly string[]
  readonly delegates: ReadonlySet<string>
  /** The field or value itself, and relations that lead to the model. */
  readonly words: ReadonlySet<string>
}

export function wantedBy(target: UsageTarget, schema: ClientSchema): WantedNames {
  if (isEnumValue(target)) {
    const values = target.values.map(({ value }) => value)
    return {
      entries: values,
      types: [],
      delegates: new Set(
        [...schema.models.values()]
          .filter(({ enums }) => [...enums.values()].includes(target.enum))
          .map(({ name }) => delegateOf(name)),
      ),
      words: new Set(values),
    }
  }
  const { model, field } = target
  const delegate = delegateOf(model)
  const words = [...(field === undefined ? [] : [field]), ...relationsTo(model, schema)]
  return {
    entries: [delegate, ...words],
    types: [model],
    delegates: new Set([delegate]),
    words: new Set(words),
  }
}

function relationsTo(model: string, { models }: ClientSchema): readonly string[] {
  return [...models.values()].flatMap(({ fields }) =>
    [...fields].flatMap(([name, other]) => (other === model ? [name] : [])),
  )
}

export function callMayConcern(
  { delegate, names }: ClientCall,
  { delegates, words }: WantedNames,
): boolean {
  if (delegates.has(delegate.text)) return true
  for (const name of names) if (words.has(name)) return true
  return false
}
