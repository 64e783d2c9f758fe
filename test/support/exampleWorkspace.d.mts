/** A copy of the example that is a git repository of its own; `remove` takes it away. */
export function exampleWorkspace(options?: { readonly withPendingChange?: boolean }): {
  readonly folder: string
  remove(): void
}
