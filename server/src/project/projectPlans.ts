import { basename } from 'node:path/posix'
import type { MigrationHistory } from '../migrations/migration.js'
import { planFileName, type PlanDocument } from '../plans/document/planDocument.js'
import { migrationOfPath, plansFolder } from '../plans/document/planPaths.js'
import { planStanding, type PlanStanding } from '../plans/document/planStanding.js'
import { overlapOf } from '../plans/document/planUnderWay.js'
import { readPlan } from '../plans/document/readPlan.js'
import type { PlanFiles } from '../plans/document/writePlan.js'
import type { RecipeSubject } from '../recipes/recipe.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import { diskFiles, readText } from './diskFiles.js'
import { uriOfPath } from './locations.js'
import { sha256, type OpenText } from './readProject.js'

/** A plan folder of the project, read. */
export type ProjectPlan = {
  /** Name of the folder. */
  readonly name: string
  /** Absolute path of the folder. */
  readonly folder: string
  readonly reading:
    | { readonly kind: 'plan'; readonly document: PlanDocument; readonly standing: PlanStanding }
    /** `say` is for the user. */
    | { readonly kind: 'unreadable'; readonly say: string }
  /** Text of a file by its path as plan.json has it. */
  readonly textOf: (path: string) => string | undefined
}

/** Reads every plan folder beside the migrations, in the order of their names. */
export async function readProjectPlans(
  layout: ProjectLayout,
  history: MigrationHistory,
  openText: OpenText,
): Promise<readonly ProjectPlan[]> {
  const folder = plansFolder(layout.migrationsDir)
  const entries = (await diskFiles.readDirectory(folder)) ?? []
  const names = entries
    .filter(({ kind }) => kind === 'directory')
    .map(({ name }) => name)
    .sort()
  return Promise.all(names.map((name) => readPlanFolder(`${folder}/${name}`, history, openText)))
}

/** Why no plan may be made about this subject now, for the user; undefined when one may. */
export function planInTheWay(
  subject: RecipeSubject,
  plans: readonly ProjectPlan[],
): string | undefined {
  for (const { name, reading } of plans) {
    const overlap = reading.kind === 'plan' ? overlapOf(subject, { name, ...reading }) : undefined
    if (overlap !== undefined) return overlap
  }
  return undefined
}

async function readPlanFolder(
  folder: string,
  history: MigrationHistory,
  openText: OpenText,
): Promise<ProjectPlan> {
  return planOfTexts(folder, await readTexts(folder, openText), history)
}

/** A plan that is not on the disk yet: its migrations are in this history already. */
export function planOfFiles(
  { plan, planFolder }: PlanFiles,
  folder: string,
  history: MigrationHistory,
): ProjectPlan {
  const texts = planFolder.map(
    ({ path, text }) => [path.slice(path.indexOf(`/${plan}/`) + plan.length + 2), text] as const,
  )
  return planOfTexts(folder, new Map(texts), history)
}

/** `texts` by their paths within the folder. */
function planOfTexts(
  folder: string,
  texts: ReadonlyMap<string, string>,
  history: MigrationHistory,
): ProjectPlan {
  const name = basename(folder)
  const textOf = (path: string) => texts.get(path) ?? migrationText(history, path)
  const text = texts.get(planFileName)
  if (text === undefined) {
    const say = `The folder has no ${planFileName}, so nothing is known of this plan.`
    return { name, folder, reading: { kind: 'unreadable', say }, textOf }
  }
  const reading = readPlan(text)
  if (reading.kind !== 'plan') {
    return {
      name,
      folder,
      reading: { kind: 'unreadable', say: reading.problems[0]?.say ?? '' },
      textOf,
    }
  }
  const { document } = reading
  const standing = planStanding(
    document,
    { name, textOf: (path) => texts.get(path) },
    history,
    sha256,
  )
  return { name, folder, reading: { kind: 'plan', document, standing }, textOf }
}

async function readTexts(folder: string, openText: OpenText): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  const read = async (place: string, prefix: string): Promise<void> => {
    for (const { name, kind } of (await diskFiles.readDirectory(place)) ?? []) {
      if (kind === 'directory') await read(`${place}/${name}`, `${prefix}${name}/`)
      if (kind !== 'file') continue
      const file = await readText(`${place}/${name}`)
      const text =
        openText(uriOfPath(`${place}/${name}`)) ?? (file.kind === 'text' ? file.text : undefined)
      if (text !== undefined) texts.set(`${prefix}${name}`, text)
    }
  }
  await read(folder, '')
  return texts
}

function migrationText({ migrations }: MigrationHistory, path: string): string | undefined {
  const wanted = migrationOfPath(path)
  return migrations.find(({ name }) => name === wanted)?.text
}
