import type { EvaluateConfig } from '../prisma/configResult.js'
import { diskFiles } from '../project/diskFiles.js'
import { findProjects } from '../prisma/findProjects.js'
import { readProjectLayout } from '../prisma/readProjectLayout.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import { AnalysisImpossible, UsageError } from './command.js'

/**
 * The project in `folder`, or, when the folder itself has none, the only one below it. A command
 * that was typed by a person runs their own config: nothing is asked.
 */
export async function findProject(
  folder: string,
  schema: string | undefined,
  evaluateConfig: EvaluateConfig,
): Promise<ProjectLayout> {
  if (schema !== undefined) {
    if (!(await diskFiles.exists(schema)))
      throw new UsageError(`There is no file or folder "${schema}".`)
    return readProjectLayout(diskFiles, {
      root: folder,
      workspaceFolder: folder,
      schema,
      evaluateConfig,
    })
  }
  const { projects } = await findProjects(diskFiles, folder, { evaluateConfig })
  const here = projects.find(({ root }) => root === folder)
  if (here !== undefined) return here
  const [only, ...others] = projects
  if (only === undefined) {
    throw new AnalysisImpossible(
      `No Prisma project was found in "${folder}". Name its folder with --project or its schema with --schema.`,
    )
  }
  if (others.length > 0) {
    const roots = projects.map(({ root }) => `  ${root}`).join('\n')
    throw new UsageError(`There are several Prisma projects. Name one with --project:\n${roots}`)
  }
  return only
}
