/**
 * What a tree shows for one node, as plain data: everything that can be tested without an editor.
 * Nothing is said by colour or tooltip alone: description and accessibility label repeat it in words.
 */
export type ItemText = {
  /** Stable over refreshes, so that what the user has opened stays open. */
  readonly id: string
  readonly label: string
  readonly description?: string
  /** Markdown in which every foreign text is escaped. */
  readonly tooltip?: string
  readonly icon?: { readonly id: string; readonly color?: string }
  /** `key=value` pairs for the `when` clauses of the manifest. */
  readonly context: Readonly<Record<string, string>>
  readonly accessibilityLabel: string
  readonly children: 'none' | 'collapsed' | 'expanded'
  /** Uri of the file that a click opens. */
  readonly opens?: string
}

/** `state=failed;type=migration`, for clauses such as `viewItem =~ /\btype=migration\b/`. */
export function contextValue(context: ItemText['context']): string {
  return Object.keys(context)
    .toSorted()
    .map((key) => `${key}=${context[key]}`)
    .join(';')
}
