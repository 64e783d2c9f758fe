import path from 'node:path'
import { root } from '../paths.mjs'
import { until, Workbench } from '../../test/host/harness/workbench.mjs'

const extensionId = 'concertina.concertina'
const limitMs = 120_000

/**
 * Opens the example in a headless workbench, waits for the extension's findings and the standings of the three
 * environments, and prints them. Rejects when they do not come. `onOpen` gets what closes the workbench as soon as it
 * exists.
 */
export async function smoke({ vsix, variables, folder, onOpen }) {
  const schema = path.join(folder, 'prisma', 'schema.prisma')
  const workbench = await Workbench.open({
    folder,
    open: schema,
    extensions: [vsix],
    environment: variables,
  })
  onOpen(() => workbench.close())
  try {
    // Nothing is asked of a database while its view is hidden.
    await workbench.api((vscode) =>
      vscode.commands.executeCommand('workbench.view.extension.concertina').then(() => true),
    )
    let last
    const state = await until(
      async () => {
        last = await readState(workbench)
        return isComplete(last) && last
      },
      'the findings of the example and the standings of its three environments',
      limitMs,
    ).catch((error) => {
      throw new Error(`${error.message}\nThe extension's last words: ${JSON.stringify(last)}`)
    })
    print(state)
  } catch (error) {
    await workbench.saveFailure(path.join(root, 'out', 'smoke'))
    throw error
  }
}

/** What the extension's activate() gives: { state(): Promise<{ projects, findings, environments: [{ name, standing }] }> }. */
export function readState(workbench) {
  return workbench.api(async (vscode, id) => {
    const extension = vscode.extensions.getExtension(id)
    if (extension === undefined) throw new Error(`${id} is not installed`)
    return (await extension.activate()).state()
  }, extensionId)
}

function isComplete({ projects, findings, environments }) {
  return (
    projects.length > 0 &&
    findings.length > 0 &&
    environments.length === 3 &&
    environments.every(({ standing }) => !['unknown', 'reading'].includes(standing))
  )
}

function print({ projects, findings, environments }) {
  console.log(`\n${projects.length} project, ${findings.length} findings`)
  for (const { rule, severity, message } of findings)
    console.log(`  ${[severity, rule, message].filter(Boolean).join('  ')}`)
  for (const { name, standing } of environments) console.log(`  ${name}: ${standing}`)
}
