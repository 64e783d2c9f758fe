import type { PlacedFinding } from '../../project/analysis.js'
import { invalidIgnoreId, unusedIgnoreId } from '../../project/policyFindings.js'
import type { Suppression } from '../../project/suppressions.js'
import type { TextEdit } from '../../text/range.js'
import type { FileChanges } from '../documentEdit.js'
import { withoutRules } from './ignoreComments.js'
import type { OfferedAction } from './offeredAction.js'

/** A document with comments that may take findings out. */
export type CommentedDocument = {
  readonly uri: string
  readonly text: string
  readonly findings: readonly PlacedFinding[]
  readonly suppressions: readonly Suppression[]
  /** Why the file may not be changed any more. */
  readonly refused?: string
}

/** Comments that take out nothing go: one by one, and all of them as a source action. */
export function unusedIgnoreActions(document: CommentedDocument): readonly OfferedAction[] {
  const unused = unusedIn(document)
  const single = unused.map(({ suppression, rule }): OfferedAction => ({
    id: `remove-ignore ${suppression.range.start} ${rule}`,
    title:
      suppression.rules.length === 1
        ? 'Remove the comment, which has no effect'
        : `Remove "${rule}" from the comment, where it has no effect`,
    kind: 'quickFix',
    preferred: true,
    places: [{ uri: document.uri, range: suppression.range }],
    rules: [unusedIgnoreId],
    ...refusalOf(document),
    resolve: () =>
      Promise.resolve(
        commentChanges(document, [withoutRules(document.text, suppression, [rule])], 'goes'),
      ),
  }))
  return [...single, ...fixAllAction(document, unused)]
}

/** Everything that can be put right without changing what the file does. */
function fixAllAction(
  document: CommentedDocument,
  unused: ReturnType<typeof unusedIn>,
): readonly OfferedAction[] {
  if (unused.length === 0) return []
  const comments = [...new Set(unused.map(({ suppression }) => suppression))]
  const edits = comments.map((comment) =>
    withoutRules(
      document.text,
      comment,
      unused.filter(({ suppression }) => suppression === comment).map(({ rule }) => rule),
    ),
  )
  return [
    {
      id: 'fix-all',
      title: 'Fix all that does not change the meaning: remove comments without effect',
      kind: 'fixAll',
      preferred: false,
      places: [],
      rules: [unusedIgnoreId],
      ...refusalOf(document),
      resolve: () => Promise.resolve(commentChanges(document, edits, 'goes')),
    },
  ]
}

function unusedIn({ uri, findings, suppressions }: CommentedDocument) {
  return findings.flatMap(({ finding, range, uri: at }) => {
    if (finding.rule !== unusedIgnoreId || at !== uri) return []
    const suppression = suppressions.find((one) => one.range.start === range.start)
    const rule = finding.facts?.rule
    return suppression === undefined || typeof rule !== 'string' ? [] : [{ suppression, rule }]
  })
}

/**
 * The last thing offered for a finding: a comment that takes it out, with a reason for the user to
 * write. `editFor` says where the comment goes.
 */
export function ignoreActions(
  document: Pick<CommentedDocument, 'uri' | 'text' | 'findings' | 'refused'>,
  editFor: (finding: PlacedFinding) => TextEdit,
): readonly OfferedAction[] {
  const own = document.findings.filter(
    ({ uri, finding: { rule } }) =>
      uri === document.uri && rule !== unusedIgnoreId && rule !== invalidIgnoreId,
  )
  const edits = own.map((placed) => ({ placed, edit: editFor(placed) }))
  const distinct = edits.filter(
    ({ placed, edit }, index) =>
      edits.findIndex(
        (other) =>
          other.edit.range.start === edit.range.start &&
          other.placed.finding.rule === placed.finding.rule,
      ) === index,
  )
  return distinct.map(({ placed: { finding, range, uri }, edit }) => ({
    id: `ignore ${edit.range.start} ${finding.rule}`,
    title: `Take out "${finding.rule}" here by a comment with the reason`,
    kind: 'quickFix',
    preferred: false,
    places: [{ uri, range }],
    rules: [finding.rule],
    ...refusalOf(document),
    resolve: () => Promise.resolve(commentChanges(document, [edit], 'is added')),
  }))
}

function commentChanges(
  { uri, text }: Pick<CommentedDocument, 'uri' | 'text'>,
  edits: readonly TextEdit[],
  what: 'goes' | 'is added',
): FileChanges {
  return {
    creations: [],
    edits: [{ uri, text, edits, annotation: 'comment' }],
    annotations: {
      comment: {
        label: `A comment ${what}`,
        description: 'What the file does stays the same.',
        needsConfirmation: false,
      },
    },
  }
}

function refusalOf({
  refused,
}: Pick<CommentedDocument, 'refused'>): Pick<OfferedAction, 'refused'> {
  return refused === undefined ? {} : { refused }
}
