import type { ClientSchema } from './clientSchema.js'
import type { CodeFile } from './codeFile.js'
import type { ValueInCode } from './objectFields.js'
import { isClientModule } from './readImport.js'
import type { ResolvedFile } from './resolvedFile.js'

/** `Role.ADMIN`, certain where the client gives `Role`, also as `import { Role as Rank }`. */
export function enumMembers({ members, imports }: CodeFile): readonly ValueInCode[] {
  const imported = new Map(
    imports.filter(({ from }) => isClientModule(from)).map(({ name, local }) => [local, name.text]),
  )
  return members.flatMap(({ owner, member, isOfEnums }) => {
    const name = isOfEnums ? owner : imported.get(owner)
    return name === undefined ? [] : [{ enum: name, place: member }]
  })
}

/** Whether the file imports or names the enum, or uses a model with a field of it. */
export function usesEnum(
  name: string,
  { imports, members }: CodeFile,
  { models }: ResolvedFile,
  schema: ClientSchema,
): boolean {
  return (
    imports.some((one) => one.name.text === name) ||
    members.some(({ owner }) => owner === name) ||
    models.some(({ model }) => [...(schema.models.get(model)?.enums.values() ?? [])].includes(name))
  )
}
