/** A copy of the example that is a git repository of its own; `remove` takes it away. */
export function exampleWorkspace(options?: { readonly withPendingChange?: boolean }): {
  readonly folder: string
  /** Everything that has changed since, as one more commit. */
  commit(message: string): void
  remove(): void
}
