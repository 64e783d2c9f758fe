import type { MadePlan } from '../../project/makePlan.js'
import type { MadePlans, SeparatedChange } from '../../project/makePlans.js'
import type { EditProof } from '../../project/withEditedSchema.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { Answers, Question, RecipeOffer, RecipeRefusal } from '../../recipes/recipe.js'
import type { OffsetRange } from '../../text/range.js'
import type { FileChanges } from '../documentEdit.js'

/**
 * One entry of the lightbulb. Its edit is computed only when it is chosen, from the analysis as it
 * is then; `id` finds the offer again in an analysis of the same texts.
 */
export type OfferedAction = {
  readonly id: string
  readonly title: string
  /** `fixAll` is offered only to those who ask for source actions. */
  readonly kind: 'quickFix' | 'rewrite' | 'fixAll'
  readonly preferred: boolean
  /** Places where it is offered; everywhere when empty. */
  readonly places: readonly { readonly uri: string; readonly range: OffsetRange }[]
  /** Rules of the findings that it answers, for the diagnostics to show it under. */
  readonly rules: readonly string[]
  /** Why it cannot be chosen now; it is shown all the same, so that the user learns the reason. */
  readonly refused?: string
  readonly resolve: (context: ResolveContext) => Promise<FileChanges | RecipeRefusal | 'cancelled'>
}

/** What computing an edit may need beside the analysis. */
export type ResolveContext = {
  /** Whether Prisma's engine finds exactly this SQL pending with the schema edited so. */
  readonly proveEdits: (edits: readonly SchemaEdit[], expected: string) => Promise<EditProof>
  readonly now: Date
  /** Uri of the migrations folder. */
  readonly migrationsUri: string
  /** Asks the user; `undefined` when they would rather not. */
  readonly ask: (title: string, questions: readonly Question[]) => Promise<Answers | undefined>
  /** Rehearses the plan of an offer and lays it out as files. */
  readonly makePlan: (offer: RecipeOffer, answers: Answers) => Promise<MadePlan>
  /** Takes the whole pending change apart; undefined when it cannot be analysed. */
  readonly separate: () => Promise<SeparatedChange | undefined>
  /** Rehearses the plans of a change one after the other; answers by `offerId`. */
  readonly makePlans: (
    change: SeparatedChange,
    answers: ReadonlyMap<string, Answers>,
  ) => Promise<MadePlans>
}
