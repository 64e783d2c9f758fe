// A test's arm inside the extension host: runs the functions that Workbench.api() sends, with `vscode` as argument.
const net = require('node:net')
const vscode = require('vscode')

exports.activate = (context) => {
  const socketPath = process.env.HOST_PROBE
  if (!socketPath) return
  const server = net.createServer((socket) => {
    let buffer = ''
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      buffer += chunk
      const lines = buffer.split('\n')
      buffer = lines.pop()
      for (const line of lines) void answer(socket, JSON.parse(line))
    })
  })
  server.listen(socketPath)
  context.subscriptions.push({ dispose: () => server.close() })
}

async function answer(socket, { id, source, argument }) {
  const reply = (body) => socket.write(JSON.stringify({ id, ...body }) + '\n')
  try {
    reply({ value: await (0, eval)(`(${source})`)(vscode, argument) })
  } catch (error) {
    reply({ error: error?.stack ?? String(error) })
  }
}
