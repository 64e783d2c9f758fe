/**
 * What only the rows of an environment can answer. Tables are `schema.name`, columns exact names;
 * `expression` and `where` are SQL as PostgreSQL prints it back from the catalogue or as the script
 * has it. Each counts the rows that make trouble; none ever returns a value of a row.
 */
export type DataQuestion = { readonly table: string } & (
  | { readonly kind: 'rows' }
  | { readonly kind: 'nulls'; readonly column: string }
  | { readonly kind: 'values'; readonly column: string }
  | {
      readonly kind: 'duplicates'
      readonly columns: readonly string[]
      readonly nullsNotDistinct: boolean
      /** Condition of a partial index. */
      readonly where?: string
    }
  | {
      readonly kind: 'orphans'
      readonly columns: readonly string[]
      readonly parent: string
      readonly parentColumns: readonly string[]
    }
  | { readonly kind: 'violations'; readonly expression: string }
  | { readonly kind: 'tooLong'; readonly column: string; readonly length: number }
  | { readonly kind: 'uncastable'; readonly column: string; readonly type: string }
)

/** Questions with equal keys have the same answer. */
export function keyOfQuestion(question: DataQuestion): string {
  return JSON.stringify(Object.entries(question).toSorted())
}
