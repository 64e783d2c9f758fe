import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { skippedBuiltInExtensions } from '../../test/host/harness/settings.mjs'
import { startServer } from '../../test/host/harness/server.mjs'

/** Starts VS Code on `folder` and shows it in the user's browser; resolves with what ends it. */
export async function openForUser({ vsix, variables, folder }) {
  const server = await startServer({
    extensions: [vsix],
    environment: variables,
    settings: { 'git.enabled': true, 'window.autoDetectColorScheme': true },
    skipBuiltIn: skippedBuiltInExtensions.filter((id) => id !== 'vscode.git'),
  })
  const schema = path.join(folder, 'prisma', 'schema.prisma')
  const url = server.url({ folder, open: schema })
  console.log(`
The shop is open at

  ${url}

Its schema.prisma has three changes that are in no migration yet: look at the squiggles, press Ctrl+. on one,
and open the Concertina view for dev, staging and prod. The copy is in
${folder}; whatever you do there is gone at the end.

Ctrl+C stops VS Code and the databases.`)
  openBrowser(url)
  return async () => {
    await server.dispose()
    fs.rmSync(server.dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Tried on Linux only. Where there is no browser to open, the address above is enough. */
function openBrowser(url) {
  const [command, ...args] = {
    darwin: ['open', url],
    // "start" takes its first quoted argument for a title.
    win32: ['cmd', '/c', 'start', '""', `"${url}"`],
  }[process.platform] ?? ['xdg-open', url]
  const child = spawn(command, args, {
    stdio: 'ignore',
    detached: true,
    windowsVerbatimArguments: true,
  })
  child.on('error', () => {})
  child.unref()
}
