import { randomKey, referenceTo } from './randomKeys.js'

/** A schema as data, so that it can be changed and printed again. */
export type RandomSchema = {
  /** The schemas of the datasource; none where the project does not name any. */
  readonly schemas: readonly string[]
  readonly enums: readonly RandomEnum[]
  readonly models: readonly RandomModel[]
}

export type RandomEnum = {
  readonly name: string
  readonly values: readonly string[]
  readonly map?: string
  readonly schema?: string
}

export type RandomModel = {
  readonly name: string
  readonly map?: string
  readonly schema?: string
  readonly fields: readonly RandomField[]
  /** `@@index([a])` and the like, over fields of the model. */
  readonly attributes: readonly RandomAttribute[]
}

export type RandomAttribute = {
  readonly kind: 'index' | 'unique' | 'id'
  readonly fields: readonly string[]
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
  const schemas = draw.chance(20) ? ['public', draw.pick(['crm', 'Odd schema'])] : []
  const inSchema = () => (schemas.length === 0 ? {} : { schema: draw.pick(schemas) })
  const role: RandomEnum = {
    name: 'Role',
    values: ['ADMIN', 'USER', 'GUEST'].slice(0, 2 + draw.below(2)),
    // A type and a table of one schema cannot have one name.
    ...(draw.chance(30) ? { map: `${draw.pick(oddNames)} 3`.slice(-62) } : {}),
    ...inSchema(),
  }
  const account = { ...randomModel(draw, 'Account', []), ...inSchema() }
  const note = { ...randomModel(draw, 'Note', [account]), ...inSchema() }
  const clashes = note.map !== undefined && note.map === account.map
  const second = clashes ? { ...note, map: `${note.map} 2`.slice(-50) } : note
  const models = draw.chance(70) ? [account, second] : [account]
  return { schemas, enums: [role], models: withLists(withFavourite(draw, models)) }
}

export function printedSchema({ schemas, enums, models }: RandomSchema): string {
  const listed = schemas.length === 0 ? '' : `\n  schemas = [${schemas.map(quoted).join(', ')}]`
  return [
    `datasource db {\n  provider = "postgresql"${listed}\n}`,
    ...enums.map(
      (one) =>
        `enum ${one.name} {\n${one.values.map((value) => `  ${value}\n`).join('')}${printedPlace(one)}}`,
    ),
    ...models.map(
      (one) =>
        `model ${one.name} {\n${one.fields.map((field) => `  ${printedField(field)}\n`).join('')}${one.attributes
          .map(({ kind, fields }) => `  @@${kind}([${fields.join(', ')}])\n`)
          .join('')}${printedPlace(one)}}`,
    ),
  ].join('\n\n')
}

function printedPlace({ map, schema }: Pick<RandomModel, 'map' | 'schema'>): string {
  return [
    ...(map === undefined ? [] : [`  @@map(${quoted(map)})\n`]),
    ...(schema === undefined ? [] : [`  @@schema(${quoted(schema)})\n`]),
  ].join('')
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

/** Prisma writes the quotes in a name as they are, which PostgreSQL takes for its end. */
export function withDoubledQuotes(sql: string): string {
  return sql.replaceAll('with"quote', 'with""quote')
}

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
  const key = randomKey(draw)
  const names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].slice(0, 2 + draw.below(4))
  const plain = distinct(names.map((each) => randomField(draw, each)))
  const relation = others.flatMap((other) => relationTo(draw, other))
  const [first] = key.fields
  const indexed = plain.filter(({ mark, type }) => mark !== '[]' && type !== 'Json')
  const attributes = indexed.flatMap((field): RandomModel['attributes'] => {
    if (draw.chance(20)) return [{ kind: 'index', fields: [field.name] }]
    return draw.chance(10) && first !== undefined
      ? [{ kind: 'unique', fields: [field.name, first.name] }]
      : []
  })
  const model = {
    name,
    fields: [...key.fields, ...plain, ...relation],
    attributes: [...key.attributes, ...attributes],
    ...(draw.chance(35) ? { map: `${draw.pick(oddNames)}`.slice(0, 50) } : {}),
  }
  return draw.chance(15) ? { ...model, fields: [...model.fields, ...toItself(draw, model)] } : model
}

/** Two columns of one table cannot have one name. */
function distinct(fields: readonly RandomField[]): readonly RandomField[] {
  return fields.map((field, index) => {
    const { map, ...rest } = field
    return fields.slice(0, index).some((other) => other.map === map) ? rest : field
  })
}

function relationTo(draw: Draw, other: RandomModel): readonly RandomField[] {
  const mark = draw.chance(40) ? '?' : ''
  const action = draw.pick(
    mark === '?' ? ['SetNull', 'Cascade', 'Restrict'] : ['Cascade', 'Restrict'],
  )
  return referenceTo(other, { name: 'owner', relation: 'Owner', mark, action })
}

/** A tree in one table. */
function toItself(draw: Draw, model: RandomModel): readonly RandomField[] {
  const action = draw.pick(['SetNull', 'Restrict'])
  return referenceTo(model, { name: 'parent', relation: 'Tree', mark: '?', action })
}

/** A cycle of foreign keys: the first refers to a row of the last, which refers to a row of it. */
function withFavourite(draw: Draw, models: readonly RandomModel[]): readonly RandomModel[] {
  const last = models.at(-1)
  if (last === undefined || models.length < 2 || !draw.chance(20)) return models
  const fields = referenceTo(last, {
    name: 'favourite',
    relation: 'Favourite',
    mark: '?',
    action: 'SetNull',
  })
  return models.map((model, place) =>
    place === 0 ? { ...model, fields: [...model.fields, ...fields] } : model,
  )
}

/** The other side of every relation. */
function withLists(models: readonly RandomModel[]): readonly RandomModel[] {
  return models.map((model) => {
    const back = models.flatMap((other) =>
      other.fields
        .filter(({ type }) => type === model.name)
        .map(({ name, attributes }): RandomField => ({
          name: `${name}Of${other.name}`,
          type: other.name,
          mark: '[]',
          attributes: attributes.map((attribute) => attribute.replace(/,.*/s, ')')),
          fixed: true,
        })),
    )
    return { ...model, fields: [...model.fields, ...back] }
  })
}
