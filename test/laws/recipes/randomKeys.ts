import type { Draw, RandomAttribute, RandomField, RandomModel } from './randomSchema.js'

/** The columns that tell the rows of a model apart, and what says so. */
export type RandomKey = {
  readonly fields: readonly RandomField[]
  readonly attributes: readonly RandomAttribute[]
}

const single: readonly { readonly type: string; readonly attributes: readonly string[] }[] = [
  { type: 'Int', attributes: ['@id', '@default(autoincrement())'] },
  { type: 'String', attributes: ['@id', '@default(uuid())'] },
  { type: 'BigInt', attributes: ['@id', '@default(autoincrement())'] },
  {
    type: 'String',
    attributes: ['@id', '@default(dbgenerated("gen_random_uuid()"))', '@db.Uuid'],
  },
]

/** Mostly one column; sometimes two, and sometimes no primary key but a unique column only. */
export function randomKey(draw: Draw): RandomKey {
  const kind = draw.below(100)
  if (kind < 12) {
    return {
      fields: [keyField('tenant', 'Int'), keyField('number', draw.pick(['Int', 'String']))],
      attributes: [{ kind: 'id', fields: ['tenant', 'number'] }],
    }
  }
  if (kind < 18) {
    return { fields: [{ ...keyField('code', 'String'), attributes: ['@unique'] }], attributes: [] }
  }
  return { fields: [{ ...keyField('id', 'Int'), ...draw.pick(single) }], attributes: [] }
}

/** The columns of a foreign key to the model, and the field of the relation. */
export function referenceTo(
  other: RandomModel,
  reference: {
    readonly name: string
    readonly relation: string
    readonly mark: '' | '?'
    readonly action: string
  },
): readonly RandomField[] {
  const { name, relation, mark, action } = reference
  const keys = keyOf(other)
  const columns = keys.map((key): RandomField => ({
    name: `${name}${key.name[0]?.toUpperCase() ?? ''}${key.name.slice(1)}`,
    type: key.type,
    mark,
    attributes: key.attributes.filter((attribute) => attribute.startsWith('@db.')),
    fixed: true,
  }))
  const listed = (fields: readonly RandomField[]) => fields.map((field) => field.name).join(', ')
  return [
    ...columns,
    {
      name,
      type: other.name,
      mark,
      attributes: [
        `@relation("${relation}", fields: [${listed(columns)}], references: [${listed(keys)}], onDelete: ${action})`,
      ],
      fixed: true,
    },
  ]
}

function keyOf({ fields, attributes }: RandomModel): readonly RandomField[] {
  const several = attributes.find(({ kind }) => kind === 'id')?.fields
  return several === undefined
    ? fields.slice(0, 1)
    : fields.filter(({ name }) => several.includes(name))
}

function keyField(name: string, type: string): RandomField {
  return { name, type, mark: '', attributes: [], fixed: true }
}
