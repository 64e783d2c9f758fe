import { get_datamodel } from '@prisma/prisma-schema-wasm'

/** The part of Prisma's own datamodel (`getDMMF().datamodel`) that our model must agree with. */
export type Datamodel = {
  readonly models: readonly {
    readonly name: string
    readonly dbName: string | null
    readonly schema: string | null
    readonly documentation?: string
    readonly fields: readonly DatamodelField[]
  }[]
  readonly enums: readonly {
    readonly name: string
    readonly dbName: string | null
    readonly documentation?: string
    readonly values: readonly {
      readonly name: string
      readonly dbName?: string | null
      readonly documentation?: string
    }[]
  }[]
  readonly indexes: readonly {
    readonly model: string
    readonly type: 'id' | 'unique' | 'normal' | 'fulltext'
    readonly isDefinedOnField: boolean
    readonly fields: readonly { readonly name: string }[]
  }[]
}

export type DatamodelField = {
  readonly name: string
  readonly dbName?: string
  readonly kind: 'scalar' | 'object' | 'enum' | 'unsupported'
  readonly type: string
  readonly isList: boolean
  readonly isRequired: boolean
  readonly hasDefaultValue: boolean
  readonly isUpdatedAt: boolean
  readonly documentation?: string
  readonly nativeType: readonly [string, readonly string[]] | null
  readonly relationName?: string
  readonly relationFromFields?: readonly string[]
  readonly relationToFields?: readonly string[]
}

/** What Prisma's parser reads in this schema; it throws where the schema is not valid. */
export function datamodelOf(schema: string): Datamodel {
  const parameters = JSON.stringify({ prismaSchema: [['schema.prisma', schema]] })
  return JSON.parse(get_datamodel(parameters)) as Datamodel
}
