/** A schema as data, so that it can be changed and printed again. */
export type RandomSchema = {
  readonly enums: readonly RandomEnum[]
  readonly models: readonly RandomModel[]
}

export type RandomEnum = {
  readonly name: string
  readonly values: readonly string[]
  readonly map?: string
}

export type RandomModel = {
  readonly name: string
  readonly map?: string
  readonly fields: readonly RandomField[]
  /** `@@index([a])` and the like, over fields of the model. */
  readonly attributes: readonly {
    readonly kind: 'index' | 'unique'
    readonly fields: readonly string[]
  }[]
}

export type RandomField = {
  readonly name: string
  readonly type: string
  readonly mark: '' | '?' | '[]'
  /** In the order in which they are printed, without `@map`. */
  readonly attributes: readonly string[]
  readonly map?: string
  /** Fields that the edits leave as they are: keys and both sides of relations. */
  readonly fixed?: true
}

/** Draws whole numbers and members of lists; the same numbers for the same seed (mulberry32). */
export type Draw = {
  readonly below: (limit: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

export function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (list) => {
      const found = list[below(list.length)]
      if (found === undefined) throw new RangeError('There is nothing to pick from.')
      return found
    },
  }
}

export function randomSchema(draw: Draw): RandomSchema {
  const role: RandomEnum = {
    name: 'Role',
    values: ['ADMIN', 'USER', 'GUEST'].slice(0, 2 + draw.below(2)),
    ...(draw.chance(30) ? { map: draw.pick(oddNames) } : {}),
  }
  const account = randomModel(draw, 'Account', [])
  const models = [account, ...(draw.chance(70) ? [randomModel(draw, 'Note', [account])] : [])]
  return { enums: [role], models: withLists(models) }
}

export function printedSchema({ enums, models }: RandomSchema): string {
  return [
    'datasource db {\n  provider = "postgresql"\n}',
    ...enums.map(
      ({ name, values, map }) =>
        `enum ${name} {\n${values.map((value) => `  ${value}\n`).join('')}${map === undefined ? '' : `\n  @@map(${quoted(map)})\n`}}`,
    ),
    ...models.map(
      ({ name, fields, attributes, map }) =>
        `model ${name} {\n${fields.map((field) => `  ${printedField(field)}\n`).join('')}${[
          ...attributes.map((one) => `@@${one.kind}([${one.fields.join(', ')}])`),
          ...(map === undefined ? [] : [`@@map(${quoted(map)})`]),
        ]
          .map((line) => `  ${line}\n`)
          .join('')}}`,
    ),
  ].join('\n\n')
}

function printedField({ name, type, mark, attributes, map }: RandomField): string {
  return [
    name,
    `${type}${mark}`,
    ...attributes,
    ...(map === undefined ? [] : [`@map(${quoted(map)})`]),
  ].join(' ')
}

function quoted(text: string): string {
  return JSON.stringify(text)
}

/** Every name that PostgreSQL takes in quotes: it is 63 bytes long at most. */
export const oddNames: readonly string[] = [
  'select',
  'Upper Case',
  'with"quote',
  "it's",
  'dot.ted',
  '😀 name',
  'ümläut',
  'n'.repeat(63),
  'back\\slash',
  'a-b',
]

/** Types of a field with a default that fits. */
export const scalarTypes: readonly { readonly type: string; readonly value: string }[] = [
  { type: 'String', value: '"x y\'z"' },
  { type: 'Int', value: '7' },
  { type: 'BigInt', value: '9' },
  { type: 'Float', value: '1.5' },
  { type: 'Decimal', value: '2.25' },
  { type: 'Boolean', value: 'true' },
  { type: 'DateTime', value: 'now()' },
  { type: 'Json', value: '"{}"' },
]

export function randomField(draw: Draw, name: string): RandomField {
  const map = draw.chance(25) ? { map: `${draw.pick(oddNames)}`.slice(0, 60) } : {}
  if (draw.chance(15)) {
    const mark = draw.pick(['', '?', '[]'] as const)
    return { name, type: 'Role', mark, attributes: [], ...map }
  }
  const { type, value } = draw.pick(scalarTypes)
  const mark = draw.chance(10) ? '[]' : draw.chance(40) ? '?' : ''
  const attributes = mark !== '[]' && draw.chance(35) ? [`@default(${value})`] : []
  const native = type === 'String' && draw.chance(30) ? [`@db.VarChar(${20 + draw.below(60)})`] : []
  return { name, type, mark, attributes: [...attributes, ...native], ...map }
}

function randomModel(draw: Draw, name: string, others: readonly RandomModel[]): RandomModel {
  const key = draw.pick([
    { type: 'Int', attributes: ['@id', '@default(autoincrement())'] },
    { type: 'String', attributes: ['@id', '@default(uuid())'] },
    { type: 'BigInt', attributes: ['@id', '@default(autoincrement())'] },
    {
      type: 'String',
      attributes: ['@id', '@default(dbgenerated("gen_random_uuid()"))', '@db.Uuid'],
    },
  ])
  const names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].slice(0, 2 + draw.below(4))
  const plain = distinct(names.map((each) => randomField(draw, each)))
  const relation = others.flatMap((other) => relationTo(draw, other))
  const indexed = plain.filter(({ mark, type }) => mark !== '[]' && type !== 'Json')
  const attributes = indexed.flatMap((field): RandomModel['attributes'] => {
    if (draw.chance(20)) return [{ kind: 'index', fields: [field.name] }]
    return draw.chance(10) ? [{ kind: 'unique', fields: [field.name, 'id'] }] : []
  })
  return {
    name,
    fields: [{ name: 'id', mark: '', fixed: true, ...key }, ...plain, ...relation],
    attributes,
    ...(draw.chance(35) ? { map: `${draw.pick(oddNames)}`.slice(0, 50) } : {}),
  }
}

/** Two columns of one table cannot have one name. */
function distinct(fields: readonly RandomField[]): readonly RandomField[] {
  return fields.map((field, index) => {
    const { map, ...rest } = field
    return fields.slice(0, index).some((other) => other.map === map) ? rest : field
  })
}

function relationTo(draw: Draw, other: RandomModel): readonly RandomField[] {
  const [key] = other.fields
  if (key === undefined) return []
  const mark = draw.chance(40) ? '?' : ''
  const action = draw.pick(
    mark === '?' ? ['SetNull', 'Cascade', 'Restrict'] : ['Cascade', 'Restrict'],
  )
  const native = key.attributes.filter((attribute) => attribute.startsWith('@db.'))
  return [
    { name: 'ownerId', type: key.type, mark, attributes: native, fixed: true },
    {
      name: 'owner',
      type: other.name,
      mark,
      attributes: [`@relation(fields: [ownerId], references: [id], onDelete: ${action})`],
      fixed: true,
    },
  ]
}

/** The other side of every relation. */
function withLists(models: readonly RandomModel[]): readonly RandomModel[] {
  return models.map((model) => {
    const back = models
      .filter(({ fields }) => fields.some(({ type }) => type === model.name))
      .map(({ name }): RandomField => ({
        name: `${name.toLowerCase()}s`,
        type: name,
        mark: '[]',
        attributes: [],
        fixed: true,
      }))
    return { ...model, fields: [...model.fields, ...back] }
  })
}
