// npm start: the example shop in VS Code, in the browser, with the extension installed from the VSIX and three databases.
//   npm start              opens the browser and runs until Ctrl+C
//   npm start -- --smoke   the same without a person: waits until the extension has said what it should, prints it, ends
//
// Everything lives in the temporary folder and on free ports of the loopback interface, and goes away at the end.
import { parseArgs } from 'node:util'
import { ensureInstalled } from './install.mjs'

const { values: options } = parseArgs({ options: { smoke: { type: 'boolean', default: false } } })
ensureInstalled()
const [{ packageExtension }, { startEnvironments }, { exampleWorkspace }, { ensureHost }] =
  await Promise.all([
    import('./package.mjs'),
    import('./environments.mjs'),
    import('../test/support/exampleWorkspace.mjs'),
    import('../test/host/harness/setup.mjs'),
  ])

const endings = []
let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    // A second Ctrl+C means it.
    if (isEnding) process.exit(1)
    void end(signal === 'SIGINT' ? 0 : 1)
  })

try {
  const vsix = await packageExtension({ small: false })
  const [environments] = await Promise.all([
    startEnvironments({ log: console.log }).then((started) => {
      endings.push(() => started.stop())
      return started
    }),
    ensureHost(),
  ])
  const workspace = exampleWorkspace({ withPendingChange: true })
  endings.push(() => workspace.remove())
  if (!isEnding) await show(vsix, environments.variables, workspace.folder)
} catch (error) {
  if (!isEnding) {
    console.error(error)
    await end(1)
  }
}

async function show(vsix, variables, folder) {
  if (options.smoke) {
    const { smoke } = await import('./start/smoke.mjs')
    await smoke({ vsix, variables, folder, onOpen: (close) => endings.push(close) })
    await end(0)
  } else {
    const { openForUser } = await import('./start/openForUser.mjs')
    endings.push(await openForUser({ vsix, variables, folder }))
  }
}

async function end(code) {
  if (isEnding) return
  isEnding = true
  if (!options.smoke) console.log('\nStopping VS Code and the databases …')
  // Last in, first out: VS Code goes before the databases that it is connected to.
  for (const stop of endings.reverse())
    try {
      await stop()
    } catch (error) {
      console.error(error)
      code = 1
    }
  process.exit(code)
}
