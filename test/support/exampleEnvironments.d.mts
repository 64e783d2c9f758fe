/** The example's three databases on a server of their own; `variables` are those that its concertina.json names. */
export function startEnvironments(options?: {
  readonly log?: (line: string) => void
  /** 200,000 unless told otherwise. */
  readonly prodOrders?: number
}): Promise<{ readonly variables: Readonly<Record<string, string>>; stop(): Promise<void> }>
