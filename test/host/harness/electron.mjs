// Desktop VS Code through @vscode/test-electron, where it can be had. Not run here: VS Code cannot be downloaded on the
// machines this was written on; the plumbing was tried with a stand-in executable only.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { quietSettings } from './settings.mjs'

const here = fileURLToPath(import.meta.url)

/**
 * Where the suite runs, and why: `VSCODE_TEST_HOST=server|electron|auto`. The server is the default, because it is
 * pinned and the same everywhere; `auto` takes the desktop where it can be downloaded and shown.
 */
export async function chooseHost() {
  const asked = process.env.VSCODE_TEST_HOST ?? 'server'
  if (asked !== 'auto') return { kind: asked, why: 'VSCODE_TEST_HOST, or the default' }
  if (process.platform === 'linux' && !process.env.DISPLAY && !isOnPath('xvfb-run'))
    return { kind: 'server', why: 'no DISPLAY and no xvfb-run' }
  if (process.env.VSCODE_EXECUTABLE_PATH) return { kind: 'electron', why: 'VSCODE_EXECUTABLE_PATH' }
  return (await canDownload())
    ? { kind: 'electron', why: 'VS Code can be downloaded' }
    : { kind: 'server', why: 'VS Code cannot be downloaded' }
}

/** As runExtensionTests, in desktop VS Code; a child process, so that it can be put under xvfb-run as a whole. */
export function runElectronTests(options) {
  const { extensionDevelopmentPath, extensionTestsPath, folder, environment = {} } = options
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vse-'))
  const resultsFile = path.join(dir, 'results.json')
  const needsDisplay = process.platform === 'linux' && !process.env.DISPLAY
  const [command, ...args] = [...(needsDisplay ? ['xvfb-run', '-a'] : []), process.execPath, here]
  const forChild = {
    extensionDevelopmentPath,
    extensionTestsPath,
    folder,
    environment,
    resultsFile,
    dir,
  }
  try {
    // Not as an argument: the environment holds database URLs, and arguments are for everybody to see.
    const env = { ...process.env, HOST_ELECTRON: JSON.stringify(forChild) }
    spawnSync(command, args, { stdio: 'inherit', env })
    if (!fs.existsSync(resultsFile)) throw new Error('Desktop VS Code wrote no results.')
    return JSON.parse(fs.readFileSync(resultsFile, 'utf8'))
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

function isOnPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => fs.existsSync(path.join(folder, name)))
}

function canDownload() {
  return new Promise((resolve) => {
    const url = 'https://update.code.visualstudio.com/api/releases/stable'
    const request = https.get(url, { timeout: 5000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}

async function child(options) {
  const { extensionDevelopmentPath, extensionTestsPath, folder, resultsFile, dir } = options
  const { runTests } = await import('@vscode/test-electron')
  fs.mkdirSync(path.join(dir, 'User'), { recursive: true })
  fs.writeFileSync(path.join(dir, 'User', 'settings.json'), JSON.stringify(quietSettings))
  const executable = process.env.VSCODE_EXECUTABLE_PATH
  await runTests({
    ...(executable
      ? { vscodeExecutablePath: executable }
      : { version: process.env.VSCODE_VERSION ?? 'stable' }),
    extensionDevelopmentPath,
    extensionTestsPath,
    launchArgs: [
      folder,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      '--disable-telemetry',
      '--disable-updates',
      '--disable-gpu',
      // Short, for it holds a unix socket: 103 characters at most.
      `--user-data-dir=${dir}`,
      `--extensions-dir=${path.join(dir, 'ext')}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    extensionTestsEnv: { ...options.environment, HOST_KIND: 'electron', HOST_RESULTS: resultsFile },
  })
}

if (process.argv[1] === here) {
  try {
    const options = JSON.parse(process.env.HOST_ELECTRON)
    delete process.env.HOST_ELECTRON
    await child(options)
  } catch (error) {
    console.error(String(error))
    process.exitCode = 1
  }
}
