import type { TextEdit } from '../text/range.js'

/** A file to create; the edit fails as a whole when it exists already. */
export type FileCreation = {
  readonly uri: string
  readonly text: string
  readonly annotation?: string
}

/** Edits of an existing document, offsets of `text`, which it must still have. */
export type DocumentEdit = {
  readonly uri: string
  readonly text: string
  readonly edits: readonly TextEdit[]
  readonly annotation?: string
}

/** A file, or a folder with everything in it, that goes; the edit fails when it is not there. */
export type FileRemoval = {
  readonly uri: string
  readonly folder: boolean
  readonly annotation?: string
}

/** A change to files that a user can look at before it is made, grouped by annotations. */
export type FileChanges = {
  readonly creations: readonly FileCreation[]
  readonly edits: readonly DocumentEdit[]
  /** Made last. */
  readonly removals?: readonly FileRemoval[]
  readonly annotations: Readonly<Record<string, ChangeAnnotation>>
}

export type ChangeAnnotation = {
  readonly label: string
  readonly description: string
  /** Opens the editor's preview, in which it stands unticked. */
  readonly needsConfirmation: boolean
}
