import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { TextDocument } from 'vscode-languageserver-textdocument'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node'
import type { Edit } from './editScript.js'

/** The built server in a process of its own, and an editor's side of the protocol with one schema open in it. */
export type LanguageClient = {
  readonly pid: number
  /** Sends the edit and waits for the diagnostics of the text that it leaves. */
  type(edit: Edit): Promise<readonly Diagnostic[]>
  text(): string
  diagnostics(): Promise<readonly Diagnostic[]>
  /** Ends the server as an editor does, after it has kept on disk what it learned. */
  close(): Promise<void>
}

const server = fileURLToPath(new URL('../dist/server.js', import.meta.url))

/**
 * Starts the server on a folder and opens a schema with this text in it: `initialize`,
 * `initialized`, `didOpen`. The first diagnostics are the caller's to ask for.
 */
export async function openLanguageClient(options: {
  readonly folder: string
  readonly cache: string
  readonly schemaFile: string
  readonly text: string
}): Promise<LanguageClient> {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  if (child.pid === undefined) throw new Error(`${server} could not be started.`)
  const exited = once(child, 'exit')
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  for (const asked of ['client/registerCapability', 'workspace/diagnostic/refresh'])
    connection.onRequest(asked, () => null)
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { workspaceFolders: true, diagnostics: { refreshSupport: true } },
      textDocument: { diagnostic: { relatedInformation: true } },
    },
    workspaceFolders: [
      { uri: pathToFileURL(options.folder).href, name: path.basename(options.folder) },
    ],
    initializationOptions: { trusted: true, cacheDirectory: options.cache },
  })
  await connection.sendNotification('initialized', {})
  const uri = pathToFileURL(options.schemaFile).href
  let document = TextDocument.create(uri, 'prisma', 1, options.text)
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'prisma', version: 1, text: options.text },
  })
  const diagnostics = async () => {
    const report = await connection.sendRequest<DocumentDiagnosticReport>(
      'textDocument/diagnostic',
      { textDocument: { uri } },
    )
    if (report.kind !== 'full') throw new Error('The server answered with no diagnostics.')
    return report.items
  }

  return {
    pid: child.pid,
    type: async ({ start, end, insert }) => {
      const range = { start: document.positionAt(start), end: document.positionAt(end) }
      const contentChanges = [{ range, text: insert }]
      document = TextDocument.update(document, contentChanges, document.version + 1)
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: document.version },
        contentChanges,
      })
      return diagnostics()
    },
    text: () => document.getText(),
    diagnostics,
    close: async () => {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      await exited
      connection.dispose()
    },
  }
}
