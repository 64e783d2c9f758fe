import { exampleProject } from './benchProject.js'

/** Milliseconds of each start, and the version of VS Code. */
export type Activation = { readonly rounds: readonly number[]; readonly version: string }

/**
 * Installs the VSIX into a headless VS Code, opens the example, and asks the extension how long it
 * held up the extension host: the time of loading its bundle plus that of `activate()`. The server
 * starts afterwards and holds up nobody.
 */
export async function activation(vsix: string, rounds: number): Promise<Activation> {
  const { Workbench } = await import('../test/host/harness/workbench.mjs')
  const project = exampleProject()
  const times: number[] = []
  let version = ''
  try {
    for (let round = 0; round < rounds; round++) {
      const workbench = await Workbench.open({
        folder: project.folder,
        open: project.schemaFile,
        extensions: [vsix],
      })
      try {
        version = workbench.server.version
        times.push(await workbench.api(activationMs, 'concertina.concertina', 60_000))
      } finally {
        await workbench.close()
      }
    }
    return { rounds: times, version }
  } finally {
    project.remove()
  }
}

/** Runs in the extension host, so it names nothing from outside. */
async function activationMs(
  vscode: { extensions: { getExtension(id: string): unknown } },
  id: string,
): Promise<number> {
  const extension = vscode.extensions.getExtension(id) as {
    activate(): Promise<{ state(): Promise<{ readonly activationMs: number }> }>
  }
  return (await (await extension.activate()).state()).activationMs
}
