import { cascadingDelete, cascadingUpdate } from './cascadingWrites.js'
import type { ClientTable } from './clientTable.js'
import {
  create,
  createMany,
  deleteOne,
  update,
  updateMany,
  upsert,
  type ClientWrite,
} from './clientWrites.js'
import type { ValueSource } from './rowValues.js'

/** Some write of the kinds that an application sends, creations and updates most often. */
export function someWrite(table: ClientTable, source: ValueSource): ClientWrite {
  const draw = source.random.below(100)
  const write = writers.find(({ below }) => draw < below)?.write(table, source)
  return write ?? create(table, source)
}

const writers: readonly {
  readonly below: number
  readonly write: (table: ClientTable, source: ValueSource) => ClientWrite | undefined
}[] = [
  { below: 2, write: cascadingUpdate },
  { below: 4, write: cascadingDelete },
  { below: 35, write: (table, source) => create(table, source) },
  { below: 40, write: createMany },
  { below: 74, write: update },
  { below: 79, write: updateMany },
  { below: 91, write: upsert },
  { below: 100, write: deleteOne },
]
