/** Size of a table as the server's statistics have it; no row is read for it. */
export type TableSize = {
  /** Estimate of PostgreSQL; absent when the table was never analysed. */
  readonly rows?: number
  /** With its indexes and TOAST. */
  readonly bytes: number
}

export type DataAnswer =
  | {
      readonly kind: 'counted'
      /** Rows that make trouble. */
      readonly count: number
      /** True when counting stopped at `count`. */
      readonly atLeast: boolean
      readonly size: TableSize
    }
  /** Nobody counted; why, in a sentence for the user. */
  | { readonly kind: 'unknown'; readonly say: string; readonly size?: TableSize }
