import type { DefinitionParams, Location, ReferenceParams } from 'vscode-languageserver'
import {
  pendingSqlText,
  pendingSqlUri,
  projectOfPendingSqlUri,
} from '../features/pendingSqlDocument.js'
import { schemaPlaceOf, sqlPlacesOf } from '../features/schemaLinks.js'
import { uriOfPath } from '../project/locations.js'
import type { Project } from '../project/project.js'
import { lineIndexOf } from '../text/lineIndex.js'
import { handle } from './handle.js'
import type { Session } from './session.js'

/** The way between the lines of the schema and the SQL that made, or would make, them. */
export function registerLinks(session: Session): void {
  const { connection, log } = session
  connection.onDefinition(handle('definition', log, (asked) => definition(session, asked)))
  connection.onReferences(handle('references', log, (asked) => references(session, asked)))
}

async function definition(
  session: Session,
  { textDocument: { uri }, position }: DefinitionParams,
): Promise<Location | null> {
  await session.ready()
  const pendingOf = projectOfPendingSqlUri(uri)
  const project =
    pendingOf === undefined
      ? session.workspace.projectOf(uri)
      : session.workspace.project(pendingOf)
  if (project === undefined || !(pendingOf !== undefined || uri.endsWith('.sql'))) return null
  const text =
    pendingOf === undefined ? session.documents.get(uri)?.getText() : await pendingSql(project)
  if (text === undefined) return null
  const offset = offsetAt(text, position)
  const { schema } = await project.snapshot()
  const place = schemaPlaceOf(schema.model, session.parser, text, offset)
  if (place === undefined) return null
  const { document, range } = place
  return { uri: document.uri, range: lineIndexOf(document.text).rangeOf(range) }
}

async function references(
  session: Session,
  { textDocument: { uri }, position }: ReferenceParams,
): Promise<Location[] | null> {
  await session.ready()
  const project = session.workspace.projectOf(uri)
  if (project === undefined || !uri.endsWith('.prisma')) return null
  const { schema, history } = await project.snapshot()
  const document = schema.documents.find((one) => one.uri === uri)
  if (document === undefined) return null
  const pending = {
    uri: pendingSqlUri(uriOfPath(project.layout.root)),
    text: await pendingSql(project),
  }
  return sqlPlacesOf(
    schema.model,
    session.parser,
    [...history.migrations, pending],
    uri,
    offsetAt(document.text, position),
  ).map((place) => ({ uri: place.uri, range: lineIndexOf(place.text).rangeOf(place.range) }))
}

async function pendingSql(project: Project): Promise<string> {
  return pendingSqlText(await project.analyse())
}

function offsetAt(text: string, position: DefinitionParams['position']): number {
  return lineIndexOf(text).offsetsOf({ start: position, end: position }).start
}
