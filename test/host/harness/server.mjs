// Starts a VS Code server: one server, one user-data folder.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment, ensureHost } from './setup.mjs'
import { quietSettings, skippedBuiltInExtensions } from './settings.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))

/**
 *   folder       for its data, logs and extensions; short, because it also holds a unix socket
 *   develop      folders of extensions under development
 *   tests        path of the module whose run() is the test suite; with it, dialogs throw instead of showing
 *   extensions   VSIX files to install
 *   trust        'granted': every folder is trusted; 'ask': VS Code's own question, restricted mode until it is answered
 *   environment  variables for the extension host, or a function of the data folder that gives them
 */
export async function startServer(options = {}) {
  const { settings = {}, environment = {}, develop = [], tests, extensions = [] } = options
  const { skipBuiltIn = skippedBuiltInExtensions, trust = 'granted', log = () => {} } = options
  const host = await ensureHost({ log })
  const dir = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'vsh-'))
  writeSettings(dir, {
    ...quietSettings,
    'security.workspace.trust.enabled': trust === 'ask',
    ...settings,
  })
  const childEnvironment = cleanEnvironment({
    HOST_KIND: 'server',
    HOST_DEVELOP: JSON.stringify({
      extensions: develop.map((folder) => path.resolve(folder)),
      tests: tests && path.resolve(tests),
    }),
    VSCODE_SKIP_BUILTIN_EXTENSIONS: skipBuiltIn.join(','),
    // No gallery: nothing is looked up on the network.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...(typeof environment === 'function' ? environment(dir) : environment),
  })
  const dataArgs = ['--server-data-dir', dir, '--accept-server-license-terms']
  for (const vsix of extensions) await installExtension(host, vsix, dataArgs, childEnvironment)
  // Without a token any page that the user's browser shows could talk to this server through the loopback interface.
  const token = randomUUID()
  const child = spawn(
    host.node,
    [
      path.join(here, 'serverEntry.mjs'),
      host.vscodeDir,
      ...dataArgs,
      ...['--connection-token', token, '--telemetry-level', 'off', '--force-disable-user-env'],
      ...(trust === 'granted' ? ['--disable-workspace-trust'] : []),
      // env.openExternal() without a question.
      ...['--link-protection-trusted-domains', '*'],
    ],
    {
      env: childEnvironment,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own: Ctrl+C in the terminal reaches only us, and we can end the whole group.
      detached: process.platform !== 'win32',
    },
  )
  const logFile = path.join(dir, 'server.log')
  const { port, exited, closeLog } = await listening(child, logFile)
  const killGroup = (signal) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
    } catch {
      // It is gone already.
    }
  }
  const onExit = () => killGroup('SIGKILL')
  process.on('exit', onExit)
  return {
    ...host,
    port,
    dir,
    logFile,
    pid: child.pid,
    origin: `http://127.0.0.1:${port}`,
    url: (place = {}) => workbenchUrl(port, token, place),
    async dispose() {
      killGroup('SIGTERM')
      await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 5000).unref())])
      // The rest of the group: extension hosts, terminals, watchers, language servers.
      killGroup('SIGKILL')
      process.off('exit', onExit)
      closeLog()
    },
  }
}

function writeSettings(dir, settings) {
  const user = path.join(dir, 'data', 'User')
  fs.mkdirSync(user, { recursive: true })
  fs.writeFileSync(path.join(user, 'settings.json'), JSON.stringify(settings, null, 2))
}

function workbenchUrl(port, token, { folder, open, payload = [] }) {
  // The workbench takes location.host as the authority of remote files.
  const remote = (file) => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`
  const all = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(open ? [['openFile', remote(open)]] : []),
    ...payload,
  ]
  const query = new URLSearchParams({
    tkn: token,
    ...(folder ? { folder } : { ew: 'true' }),
    payload: JSON.stringify(all),
  })
  return `http://127.0.0.1:${port}/?${query}`
}

function installExtension(host, vsix, dataArgs, env) {
  const main = path.join(host.vscodeDir, 'out', 'server-main.js')
  return new Promise((resolve, reject) => {
    const child = spawn(
      host.node,
      [main, ...dataArgs, '--install-extension', path.resolve(vsix), '--force'],
      { env, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0 && output.includes('successfully installed')) resolve()
      else reject(new Error(`Installing ${vsix} ended with ${code}\n${output}`))
    })
  })
}

async function listening(child, logFile) {
  const logStream = fs.createWriteStream(logFile)
  const exited = new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  )
  const port = await new Promise((resolve, reject) => {
    let output = ''
    const onData = (data) => {
      output += data
      logStream.write(data)
      const match = /Extension host agent listening on (\d+)/.exec(output)
      if (match) resolve(Number(match[1]))
    }
    child.stdout.on('data', onData)
    child.stderr.on('data', onData)
    child.on('error', reject)
    void exited.then((how) =>
      reject(new Error(`The VS Code server ended: ${JSON.stringify(how)}\n${output}`)),
    )
    setTimeout(
      () => reject(new Error(`The VS Code server gave no port within 60 s\n${output}`)),
      60_000,
    ).unref()
  })
  return { port, exited, closeLog: () => logStream.end() }
}
