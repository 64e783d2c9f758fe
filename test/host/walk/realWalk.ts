import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startEnvironments } from '../../support/exampleEnvironments.mjs'
import { exampleWorkspace } from '../../support/exampleWorkspace.mjs'
import { packageForTests } from '../../support/packageForTests.mjs'
import { Workbench, type WorkbenchOptions } from '../harness/workbench.mjs'

export const root = join(import.meta.dirname, '..', '..', '..')

/** One picture a step, for whoever wants to see what the walk saw; media/screenshots holds the best of them. */
export const screenshots = join(root, 'out', 'screenshots')

/** The extension as people install it, on a copy of the example with its three databases. */
export type RealWalk = {
  readonly workbench: Workbench
  readonly folder: string
  readonly schema: string
  /** Text of a file of the project as it is on disk. */
  readonly read: (...path: string[]) => string | undefined
  readonly shot: (name: string) => Promise<void>
  /** Runs a command without waiting for its end. */
  readonly begin: (command: string) => Promise<void>
  /** Closes a side effect of the last step: panel, other editors, hovers, notifications. */
  readonly tidy: () => Promise<void>
  readonly close: () => Promise<void>
}

/** `prodOrders`: how many orders prod has; few, for walks that do not ask its rows. */
export async function startRealWalk({
  prodOrders = 6000,
  ...options
}: Partial<WorkbenchOptions> & { readonly prodOrders?: number } = {}): Promise<RealWalk> {
  const endings: (() => unknown)[] = []
  const close = async () => {
    for (const end of endings.toReversed()) await end()
  }
  try {
    const vsix = await packageForTests()
    const environments = await startEnvironments({ prodOrders })
    endings.push(() => environments.stop())
    const workspace = exampleWorkspace()
    endings.push(() => workspace.remove())
    const schema = join(workspace.folder, 'prisma', 'schema.prisma')
    const workbench = await Workbench.open({
      folder: workspace.folder,
      open: schema,
      extensions: [vsix],
      environment: environments.variables,
      viewport,
      settings: { 'editor.fontSize': 13 },
      ...options,
    })
    endings.push(() => workbench.close())
    const begin = (command: string) =>
      workbench.api((vscode, id) => {
        void vscode.commands.executeCommand(id)
      }, command)
    return {
      workbench,
      folder: workspace.folder,
      schema,
      read: (...path) => {
        const file = join(workspace.folder, ...path)
        return existsSync(file) ? readFileSync(file, 'utf8') : undefined
      },
      shot: (name) => workbench.screenshot(join(screenshots, `${name}.png`), belowTitle),
      begin,
      tidy: () =>
        workbench.api(async (vscode) => {
          await vscode.commands.executeCommand('notifications.clearAll')
          await vscode.commands.executeCommand('workbench.action.closePanel')
          await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups')
        }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const viewport = { width: 1280, height: 800 }

/** The title bar says that an extension is under development: the one that lets tests in. */
const belowTitle = { x: 0, y: 30, width: viewport.width, height: viewport.height - 30 }

export function forgetScreenshots(): void {
  rmSync(screenshots, { recursive: true, force: true })
}
