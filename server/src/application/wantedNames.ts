import { delegateOf, type ClientSchema } from './clientSchema.js'
import type { ClientCall, CodeFile, CodeObject } from './codeFile.js'
import type { UsageTarget } from './findUsages.js'

/** The names by which code can come to what is looked for: most of it has none of them. */
export type WantedNames = {
  readonly models: readonly string[]
  readonly delegates: ReadonlySet<string>
  /** The fields themselves, and relations that lead to the models. */
  readonly fields: ReadonlySet<string>
}

export function wantedBy(targets: readonly UsageTarget[], schema: ClientSchema): WantedNames {
  const models = [...new Set(targets.map(({ model }) => model))]
  const relations = [...schema.models.values()].flatMap(({ fields }) =>
    [...fields].flatMap(([name, other]) => (models.includes(other ?? '') ? [name] : [])),
  )
  return {
    models,
    delegates: new Set(models.map(delegateOf)),
    fields: new Set([...targets.flatMap(({ field }) => field ?? []), ...relations]),
  }
}

export function mayConcern(file: CodeFile, { models, delegates, fields }: WantedNames): boolean {
  const namesModel = (text: string) => models.some((model) => text.startsWith(model))
  return (
    file.rawSql.length > 0 ||
    [...fields].some((name) => file.words.has(name)) ||
    file.calls.some(({ delegate }) => delegates.has(delegate.text)) ||
    file.types.some(({ text }) => namesModel(text)) ||
    file.imports.some(({ name }) => namesModel(name.text))
  )
}

export function callMayConcern(
  { delegate, argument, result }: ClientCall,
  { delegates, fields }: WantedNames,
): boolean {
  return (
    delegates.has(delegate.text) ||
    (argument !== undefined && namesOne(argument, fields)) ||
    (result?.reads.some(({ text }) => fields.has(text)) ?? false)
  )
}

function namesOne({ keys }: CodeObject, names: ReadonlySet<string>): boolean {
  return keys.some(
    ({ name, value, texts }) =>
      names.has(name.text) || namesOne(value, names) || texts.some(({ text }) => names.has(text)),
  )
}
