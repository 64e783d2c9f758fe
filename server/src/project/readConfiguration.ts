import type { ProjectLayout } from '../prisma/projectLayout.js'
import {
  concertinaJsonFileName,
  parseConcertinaJson,
  type ConcertinaConfiguration,
} from './concertinaJson.js'
import type { ConcertinaJsonProblem } from './concertinaJsonReader.js'
import { readText } from './diskFiles.js'
import { uriOfPath } from './locations.js'
import { recordUnrepeatable } from './recordedInputs.js'
import type { OpenText } from './readProject.js'

/** concertina.json of a project: its settings, or the defaults where there is none. */
export type ReadConfiguration = {
  readonly uri: string
  /** Absent when the file does not exist. */
  readonly text?: string
  readonly configuration: ConcertinaConfiguration
  readonly problems: readonly ConcertinaJsonProblem[]
}

export async function readConfiguration(
  layout: ProjectLayout,
  openText: OpenText,
  knownRules: ReadonlySet<string>,
): Promise<ReadConfiguration> {
  const path = `${layout.root}/${concertinaJsonFileName}`
  const uri = uriOfPath(path)
  const file = await readText(path)
  const text = openText(uri) ?? (file.kind === 'text' ? file.text : undefined)
  // Rules of the project's own are programs, and may read anything.
  if (text?.includes('ownRules') === true) recordUnrepeatable(path)
  return {
    uri,
    ...(text === undefined ? {} : { text }),
    ...parseConcertinaJson(text ?? '', knownRules),
  }
}
