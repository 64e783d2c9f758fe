import {
  oddNames,
  randomField,
  scalarTypes,
  type Draw,
  type RandomField,
  type RandomModel,
  type RandomSchema,
} from './randomSchema.js'

/** An edit of a schema as somebody makes it; the same schema where there is nothing for it to change. */
export type Edit = (schema: RandomSchema, draw: Draw) => RandomSchema

export const edits: Readonly<Record<string, Edit>> = {
  'a field gets another name': onField((field) => ({ ...field, name: `${field.name}Renamed` })),
  'a field gets another name in the database': onField((field, draw) => ({
    ...field,
    map: `${draw.pick(oddNames)}`.slice(0, 58).concat('_2'),
  })),
  'a field is dropped': onModel((model, draw) => {
    const field = plainField(model, draw)
    return field === undefined ? model : without(model, field)
  }),
  'a required field is added': onModel((model, draw) => {
    const field = randomField(draw, 'added')
    return withField(model, {
      ...field,
      mark: field.mark === '[]' ? '[]' : '',
      attributes: field.attributes.filter((attribute) => !attribute.startsWith('@default')),
    })
  }),
  'an optional field is added': onModel((model, draw) => {
    const field = randomField(draw, 'added')
    return withField(model, { ...field, mark: field.mark === '[]' ? '[]' : '?' })
  }),
  'a field becomes required': onField((field) =>
    field.mark === '?' ? { ...field, mark: '' } : field,
  ),
  'a field becomes optional': onField((field) =>
    field.mark === '' ? { ...field, mark: '?' } : field,
  ),
  'a field becomes a list': onField((field) => ({
    ...field,
    mark: '[]',
    attributes: field.attributes.filter((attribute) => !attribute.startsWith('@default')),
  })),
  'a field gets another type': onField((field, draw) => ({
    ...field,
    type: draw.pick(scalarTypes).type,
    attributes: [],
  })),
  'a text becomes shorter': onField((field) =>
    field.type === 'String' && field.mark !== '[]'
      ? { ...field, attributes: [...field.attributes.filter(isNoNativeType), '@db.VarChar(12)'] }
      : field,
  ),
  'a time gets a zone': onField((field) =>
    field.type === 'DateTime'
      ? { ...field, attributes: [...field.attributes.filter(isNoNativeType), '@db.Timestamptz(3)'] }
      : field,
  ),
  'a text becomes an enum': onField((field) =>
    field.type === 'String' ? { ...field, type: 'Role', attributes: [] } : field,
  ),
  'a field gets another default': onField((field) => {
    const scalar = scalarTypes.find(({ type }) => type === field.type)
    if (scalar === undefined || field.mark === '[]') return field
    const rest = field.attributes.filter((attribute) => !attribute.startsWith('@default'))
    return rest.length === field.attributes.length
      ? { ...field, attributes: [`@default(${scalar.value})`, ...rest] }
      : { ...field, attributes: rest }
  }),
  'a field becomes unique': onField((field) =>
    field.mark === '[]' || field.type === 'Json'
      ? field
      : { ...field, attributes: [...field.attributes, '@unique'] },
  ),
  'a field gets an index': onModel((model, draw) => {
    const field = plainField(model, draw)
    if (field === undefined || field.mark === '[]' || field.type === 'Json') return model
    const index = { kind: 'index' as const, fields: [field.name] }
    return model.attributes.some((one) => one.kind === 'index' && one.fields[0] === field.name)
      ? model
      : { ...model, attributes: [...model.attributes, index] }
  }),
  'an index is dropped': onModel((model) => {
    const index = model.attributes.find(({ kind }) => kind !== 'id')
    return { ...model, attributes: model.attributes.filter((one) => one !== index) }
  }),
  'a model gets another table': onModel((model) => ({ ...model, map: 'other table' })),
  'a model is dropped': (schema) => {
    const { models } = schema
    const last = models.at(-1)
    if (models.length < 2 || last === undefined) return schema
    const left = models.slice(0, -1).map((model) => ({
      ...model,
      fields: model.fields.filter(({ type }) => type !== last.name),
    }))
    return { ...schema, models: left }
  },
  'a foreign key does something else': onModel((model) => ({
    ...model,
    fields: model.fields.map((field) => ({
      ...field,
      attributes: field.attributes.map((attribute) =>
        attribute.startsWith('@relation')
          ? attribute.replace(/onDelete: \w+/, (action) =>
              action.endsWith('Cascade') ? 'onDelete: Restrict' : 'onDelete: Cascade',
            )
          : attribute,
      ),
    })),
  })),
  'an enum gets another value': onEnumValues((values) => [...values, 'OWNER']),
  'an enum loses a value': onEnumValues((values) => values.slice(0, -1)),
  'a key becomes a BigInt': onKeys('Int', 'BigInt'),
  'a model moves to another schema': (schema, draw) => {
    const moved = draw.pick(schema.models)
    const other = schema.schemas.find((one) => one !== moved.schema)
    return other === undefined
      ? schema
      : {
          ...schema,
          models: schema.models.map((model) =>
            model === moved ? { ...model, schema: other } : model,
          ),
        }
  },
}

/** One edit or two in one save, and with them the schema that they make; undefined where nothing changed. */
export function randomEdit(schema: RandomSchema, draw: Draw): EditedSchema | undefined {
  const first = oneEdit(schema, draw)
  const second = first !== undefined && draw.chance(20) ? oneEdit(first.schema, draw) : undefined
  return second === undefined ? first : { edit: 'two edits in one save', schema: second.schema }
}

type EditedSchema = { readonly edit: string; readonly schema: RandomSchema }

function oneEdit(schema: RandomSchema, draw: Draw): EditedSchema | undefined {
  const edit = draw.pick(Object.keys(edits))
  const changed = edits[edit]?.(schema, draw) ?? schema
  return JSON.stringify(changed) === JSON.stringify(schema) ? undefined : { edit, schema: changed }
}

function onModel(change: (model: RandomModel, draw: Draw) => RandomModel): Edit {
  return (schema, draw) => {
    const { models } = schema
    const chosen = draw.pick(models)
    return {
      ...schema,
      models: models.map((model) => (model === chosen ? change(model, draw) : model)),
    }
  }
}

function onField(change: (field: RandomField, draw: Draw) => RandomField): Edit {
  return onModel((model, draw) => {
    const field = plainField(model, draw)
    if (field === undefined) return model
    const changed = change(field, draw)
    const rename = (name: string) => (name === field.name ? changed.name : name)
    const mayBeIndexed = changed.mark !== '[]' && changed.type !== 'Json'
    return {
      ...model,
      fields: model.fields.map((one) => (one === field ? changed : one)),
      attributes: model.attributes
        .filter(({ fields }) => mayBeIndexed || !fields.includes(field.name))
        .map((one) => ({ ...one, fields: one.fields.map(rename) })),
    }
  })
}

function onEnumValues(change: (values: readonly string[]) => readonly string[]): Edit {
  return (schema) => ({
    ...schema,
    enums: schema.enums.map((one) => ({ ...one, values: change(one.values) })),
  })
}

/** Every key of the type, and every column that refers to one. */
function onKeys(from: string, to: string): Edit {
  return (schema) => ({
    ...schema,
    models: schema.models.map((model) => ({
      ...model,
      fields: model.fields.map((field) =>
        field.fixed === true && field.type === from ? { ...field, type: to } : field,
      ),
    })),
  })
}

function plainField({ fields }: RandomModel, draw: Draw): RandomField | undefined {
  const plain = fields.filter(({ fixed }) => fixed !== true)
  return plain.length === 0 ? undefined : draw.pick(plain)
}

function without(model: RandomModel, field: RandomField): RandomModel {
  return {
    ...model,
    fields: model.fields.filter((one) => one !== field),
    attributes: model.attributes.filter(({ fields }) => !fields.includes(field.name)),
  }
}

function withField(model: RandomModel, field: RandomField): RandomModel {
  return { ...model, fields: [...model.fields, field] }
}

function isNoNativeType(attribute: string): boolean {
  return !attribute.startsWith('@db.')
}
