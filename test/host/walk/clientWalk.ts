import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFakeLanguageServer } from '../../support/buildFakeLanguageServer.js'
import { exampleWorkspace } from '../../support/exampleWorkspace.mjs'
import {
  readRecord,
  writeScript,
  type FakeRecord,
  type FakeScript,
} from '../../support/fakeScript.js'
import { shopScript } from '../../support/shopReports.js'
import { until, Workbench, type WorkbenchOptions } from '../harness/workbench.mjs'

export const root = join(import.meta.dirname, '..', '..', '..')
export const shots = join(root, 'out', 'host', 'client')

/** The client from source in a workbench on the example, with the server that answers from a file. */
export type ClientWalk = {
  readonly workbench: Workbench
  readonly folder: string
  readonly schema: string
  readonly script: FakeScript
  /** What the server answers from now on. */
  readonly answer: (change: Partial<FakeScript>) => void
  readonly told: (what: string) => FakeRecord['value'][]
  readonly untilTold: (what: string, fits: (value: FakeRecord['value']) => boolean) => Promise<true>
  /** Starts a command that asks something; does not wait for its end. */
  readonly begin: (command: string) => Promise<void>
  /** By command: a click on the activity bar while a view is still coming hides it again. */
  readonly show: (view: 'explorer' | 'extension.concertina') => Promise<void>
  readonly input: () => ReturnType<Workbench['page']['locator']>
  readonly close: () => Promise<void>
}

export async function startClientWalk(
  options: Partial<WorkbenchOptions> = {},
): Promise<ClientWalk> {
  const module = await buildFakeLanguageServer()
  const workspace = exampleWorkspace({ withPendingChange: true })
  const place = mkdtempSync(join(tmpdir(), 'concertina-fake-'))
  const [scriptFile, recordFile] = [join(place, 'script.json'), join(place, 'record.jsonl')]
  const script = shopScript(workspace.folder, new Date())
  writeScript(scriptFile, script)
  writeFileSync(recordFile, '')
  const schema = join(workspace.folder, 'prisma', 'schema.prisma')
  const workbench = await Workbench.open({
    folder: workspace.folder,
    open: schema,
    develop: [root],
    ...options,
    environment: {
      CONCERTINA_SERVER_MODULE: module,
      FAKE_SCRIPT: scriptFile,
      FAKE_RECORD: recordFile,
    },
  })
  const told = (what: string) =>
    readRecord(recordFile)
      .filter((one) => one.what === what)
      .map(({ value }) => value)
  return {
    workbench,
    folder: workspace.folder,
    schema,
    script,
    answer: (change) => writeScript(scriptFile, { ...script, ...change }),
    told,
    untilTold: (what, fits) => until(() => told(what).some(fits), `${what} at the server`),
    begin: (command) =>
      workbench.api((vscode, id) => {
        void vscode.commands.executeCommand(id)
      }, command),
    show: (view) =>
      workbench.api(async (vscode, id) => {
        await vscode.commands.executeCommand(`workbench.view.${id}`)
      }, view),
    input: () => workbench.page.locator('.quick-input-widget .quick-input-box input'),
    close: async () => {
      await workbench.close()
      workspace.remove()
      rmSync(place, { recursive: true, force: true })
    },
  }
}
