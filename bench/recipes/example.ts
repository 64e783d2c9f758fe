import type { Answers } from '../../server/src/recipes/recipe.js'

/** SQL expressions by column. */
export type ColumnValues = Readonly<Record<string, readonly string[]>>

/** One change of the kind that a recipe is for, on tables that an application might have. */
export type RecipeExample = {
  /** The recipe's id. */
  readonly recipe: string
  /** Written before Prisma's own SQL for `before`. */
  readonly first?: string
  /** Models, with or without a datasource over them. */
  readonly before: string
  readonly after: string
  readonly answers?: Answers
  /**
   * What fills the tables, in this order; `:rows` stands for the number of rows of the table that the
   * plan is about. A key made by the database counts from 1.
   */
  readonly rows: readonly string[]
  /** What both versions write to a column, as SQL expressions; where absent, any value of its type. */
  readonly values?: ColumnValues
  /** The same for the new version alone, where it has given something up before the contract. */
  readonly newValues?: ColumnValues
  /** Columns that no version changes in a row that is there. */
  readonly fixed?: readonly string[]
}
