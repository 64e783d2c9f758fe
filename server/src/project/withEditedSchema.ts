import type { SchemaEdit } from '../prisma/schemaEdit.js'
import { readSchemaModel } from '../prisma/readSchemaModel.js'
import type { ProjectAnalysis } from './analysis.js'
import { editedDocuments } from './editedSchema.js'
import type { Project } from './project.js'

/** Why edits of a schema do not lead where they are meant to; undefined when they do. */
export type EditProof =
  { readonly kind: 'proved' } | { readonly kind: 'refusal'; readonly say: string }

/**
 * Asks Prisma's engine what is pending with these edits of the schema: exactly `expected`, which is
 * SQL without what was different before.
 */
export async function proveSchemaEdits(
  project: Project,
  { snapshot }: ProjectAnalysis,
  edits: readonly SchemaEdit[],
  expected: string,
): Promise<EditProof> {
  const edited = editedDocuments(snapshot.schema.documents, edits)
  if (edited.kind === 'refusal') return edited
  const { documents } = edited
  const texts = documents.map(({ uri, text }) => ({ uri, text }))
  const schema = { texts, documents, model: readSchemaModel(documents) }
  const { outcome } = await project.inTurn(() => project.analyseAs({ ...snapshot, schema }))
  switch (outcome.kind) {
    case 'checked': {
      const { text } = outcome.pending.script
      return withoutSpace(text) === withoutSpace(expected)
        ? { kind: 'proved' }
        : refused(`with these lines Prisma would write: ${withoutSpace(text)}`)
    }
    case 'waiting':
      return refused(
        `with these lines the schema does not parse: ${outcome.problems[0]?.message ?? ''}`,
      )
    case 'unsupported':
    case 'failed':
      return refused(outcome.say)
    default:
      return outcome satisfies never
  }
}

function refused(reason: string): EditProof {
  return {
    kind: 'refusal',
    say: `The schema cannot show this object, for ${reason} Take the command out of the migration instead.`,
  }
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
