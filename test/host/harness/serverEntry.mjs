// Runs under Node 24: serverEntry.mjs <path of lib/vscode> [VS Code server flags]
// Loads VS Code's server as a module and puts it behind a plain http server on the loopback interface, with the routes
// that the page expects from code-server; without code-server's login, proxy and heartbeat.
import crypto from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [vscodeDir] = process.argv.splice(2, 1)
const codeServerDir = path.resolve(vscodeDir, '..', '..')
// With this variable server-main.js exports a loader instead of listening itself. It is not for extension hosts.
process.env.CODE_SERVER_PARENT_PID = String(process.ppid)
const serverMain = pathToFileURL(path.join(vscodeDir, 'out', 'server-main.js')).href
const { loadCodeWithNls } = await import(serverMain)
delete process.env.CODE_SERVER_PARENT_PID
// The flags are taken from process.argv.
const vscode = await (await loadCodeWithNls()).createServer(null)

const develop = JSON.parse(process.env.HOST_DEVELOP || '{}')
delete process.env.HOST_DEVELOP

const contentTypes = {
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.css': 'text/css',
}
// One half of the key for SecretStorage; the page keeps the other.
const secretKey = crypto.randomBytes(32)

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://loopback')
  const json = (text) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(text)
  if (pathname === '/mint-key') return response.end(secretKey)
  if (pathname === '/manifest.json') return json('{"name":"VS Code"}')
  if (pathname === '/update/check') return json('{"isLatest":true}')
  // Proprietary and optional: "no content" rather than a 404 in every log.
  if (/\/vsda(_bg\.wasm|\.js)$/.test(pathname)) return response.writeHead(204).end()
  if (pathname.startsWith('/_static/')) return sendStatic(pathname, response)
  if (pathname === '/') addDevelopmentOptions(request, response)
  vscode.handleRequest(request, response)
})
server.on('upgrade', (request, socket) => {
  socket.resume()
  vscode.handleUpgrade(request, socket)
})
server.on('error', (error) => vscode.handleServerError(error))
server.listen(0, '127.0.0.1', () =>
  console.log(`Extension host agent listening on ${server.address().port}`),
)

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// The end of standard input means that the launcher has died.
process.stdin.resume().on('end', stop).on('error', stop)

function stop() {
  try {
    vscode.dispose()
  } finally {
    process.exit(0)
  }
}

function sendStatic(pathname, response) {
  const relative = path.posix.normalize(decodeURIComponent(pathname.slice('/_static'.length)))
  const file = path.join(codeServerDir, relative)
  fs.readFile(file, (error, data) => {
    if (error) return response.writeHead(404).end()
    response
      .writeHead(200, {
        'Content-Type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
        'Service-Worker-Allowed': '/',
      })
      .end(data)
  })
}

/**
 * Puts the extensions under development and the test runner into the page's configuration. VS Code's own way, a payload
 * in the URL, works in a built VS Code only with --enable-smoke-test-driver, which turns off notifications, and keeps
 * only one extension.
 */
function addDevelopmentOptions(request, response) {
  const authority = request.headers.host
  const uri = (file) => ({ $mid: 1, scheme: 'vscode-remote', authority, path: file })
  const options = {
    extensions: (develop.extensions ?? []).map(uri),
    ...(develop.tests ? { extensionTestsPath: uri(develop.tests) } : {}),
  }
  const mark = '&quot;developmentOptions&quot;:{'
  const attribute = JSON.stringify(options)
    .slice(1, -1)
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
  const end = response.end.bind(response)
  response.end = (data, ...rest) => {
    const html = String(data ?? '')
    if (html.includes('<html') && !html.includes(mark))
      console.error('host: the page has no developmentOptions; did VS Code change?')
    return end(
      html
        .replace(mark, () => `${mark}${attribute},`)
        // code-server's proxy for ports; here localhost is localhost.
        .replace(/&quot;proxyEndpointTemplate&quot;:&quot;[^&]*&quot;,/, ''),
      ...rest,
    )
  }
}
