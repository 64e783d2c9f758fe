import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node'
import { createConnection } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { startServer } from '../../server/src/lsp/startServer.js'
import { createConfigEvaluator } from '../../server/src/project/evaluateConfig.js'
import { createOwnRules } from '../../server/src/project/ownRules.js'
import type { InitializationOptions } from '../../server/src/protocol/messages.js'
import { placesForTests } from './engineProgram.js'

/**
 * A client of the language server, in this process, over streams: what an editor does, without
 * the editor. Uris are those of files under `folder`.
 */
export type Editor = {
  readonly folder: string
  readonly connection: ProtocolConnection
  readonly initialized: InitializeResult
  uri(file: string): string
  open(file: string): Promise<void>
  /** Replaces the first occurrence in an open document, as typing would. */
  type(file: string, old: string, replacement: string): Promise<void>
  text(file: string): string
  diagnostics(file: string): Promise<readonly Diagnostic[]>
  report(file: string, previousResultId?: string): Promise<DocumentDiagnosticReport>
  /** Actions at the first occurrence of `at`, with the diagnostics that overlap it. */
  actions(file: string, at: string, only?: string[]): Promise<readonly CodeAction[]>
  resolve(action: CodeAction): Promise<CodeAction>
  /** Applies an edit to the open documents and to the disk, as an editor would and saves. */
  apply(edit: WorkspaceEdit): Promise<readonly string[]>
  /** Tells the server of files that changed on the disk. */
  changed(...files: string[]): Promise<void>
  close(): Promise<void>
}

export type EditorOptions = {
  readonly folder: string
  readonly cache: string
  readonly capabilities?: ClientCapabilities
  readonly options?: InitializationOptions
  readonly environment?: Readonly<Record<string, string>>
  readonly now?: () => Date
}

export async function openEditor(options: EditorOptions): Promise<Editor> {
  const { folder } = options
  const toServer = new PassThrough()
  const toClient = new PassThrough()
  const places = placesForTests('main.ts')
  startServer(
    createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    {
      engineProgram: places.engineProgram,
      evaluateConfig: createConfigEvaluator({
        childFile: fileURLToPath(places.configChild),
        nodeOptions: places.nodeOptions,
        timeLimitMs: 20_000,
      }),
      ownRules: (mayRun) =>
        createOwnRules({
          childFile: fileURLToPath(places.configChild),
          nodeOptions: places.nodeOptions,
          timeLimitMs: 20_000,
          mayRun,
        }),
      defaultCacheDirectory: path.join(os.tmpdir(), 'concertina-never-used'),
      defaultDocumentation: places.documentation.href,
      environmentVariable: (name) => options.environment?.[name],
      now: options.now ?? (() => new Date('2026-11-20T09:30:00Z')),
      milliseconds: () => performance.now(),
    },
  )
  const connection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('workspace/diagnostic/refresh', () => null)
  connection.onRequest('workspace/codeLens/refresh', () => null)
  connection.onRequest('window/workDoneProgress/create', () => null)
  connection.listen()
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    // The server looks after the process of its client, which here is its own.
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? fullCapabilities,
    workspaceFolders: [{ uri: uriOf(folder), name: 'folder' }],
    initializationOptions: { trusted: true, cacheDirectory: options.cache, ...options.options },
  })
  await connection.sendNotification('initialized', {})

  const documents = new Map<string, TextDocument>()
  const uri = (file: string) => uriOf(path.join(folder, file))
  const document = (file: string) => {
    const found = documents.get(uri(file))
    if (found === undefined) throw new Error(`${file} is not open`)
    return found
  }
  const report = (file: string, previousResultId?: string) =>
    connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: uri(file) },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    })
  const diagnostics = async (file: string) => {
    const answer = await report(file)
    return answer.kind === 'full' ? answer.items : []
  }
  const change = async (
    target: TextDocument,
    edits: readonly { range: Range; newText: string }[],
  ) => {
    const contentChanges = edits.map(({ range, newText }) => ({ range, text: newText }))
    TextDocument.update(target, contentChanges, target.version + 1)
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: target.uri, version: target.version },
      contentChanges,
    })
  }

  return {
    folder,
    connection,
    initialized,
    uri,
    open: async (file) => {
      const text = readFileSync(path.join(folder, file), 'utf8')
      const languageId = file.endsWith('.prisma') ? 'prisma' : 'sql'
      documents.set(uri(file), TextDocument.create(uri(file), languageId, 1, text))
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(file), languageId, version: 1, text },
      })
    },
    type: async (file, old, replacement) => {
      const target = document(file)
      const at = target.getText().indexOf(old)
      if (at < 0) throw new Error(`"${old}" is not in ${file}`)
      const range = { start: target.positionAt(at), end: target.positionAt(at + old.length) }
      await change(target, [{ range, newText: replacement }])
    },
    text: (file) => document(file).getText(),
    diagnostics,
    report,
    actions: async (file, at, only) => {
      const target = document(file)
      const start = target.getText().indexOf(at)
      if (start < 0) throw new Error(`"${at}" is not in ${file}`)
      const range = { start: target.positionAt(start), end: target.positionAt(start + at.length) }
      const here = (await diagnostics(file)).filter((one) => touches(one.range, range))
      return (
        (await connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
          textDocument: { uri: target.uri },
          range,
          context: { diagnostics: here, ...(only === undefined ? {} : { only }) },
        })) ?? []
      )
    },
    resolve: (action) => connection.sendRequest<CodeAction>('codeAction/resolve', action),
    apply: async (edit) => {
      const touched: string[] = []
      for (const part of edit.documentChanges ?? []) {
        if ('kind' in part) {
          if (part.kind === 'rename') throw new Error('unexpected rename')
          const file = fileURLToPath(part.uri)
          if (part.kind === 'delete') {
            rmSync(file, { recursive: part.options?.recursive === true })
            documents.delete(part.uri)
            touched.push(file)
            continue
          }
          mkdirSync(path.dirname(file), { recursive: true })
          writeFileSync(file, '', { flag: 'wx' })
          touched.push(file)
          continue
        }
        const known = documents.get(part.textDocument.uri)
        const edits = part.edits as { range: Range; newText: string }[]
        const file = fileURLToPath(part.textDocument.uri)
        if (known === undefined) {
          const disk = TextDocument.create(part.textDocument.uri, '', 0, readFileSync(file, 'utf8'))
          writeFileSync(file, TextDocument.applyEdits(disk, edits))
        } else {
          if (part.textDocument.version !== known.version) throw new Error('stale edit')
          // Later ranges first, so that earlier ones keep their place.
          await change(
            known,
            [...edits].sort((left, right) => compare(right.range, left.range)),
          )
          writeFileSync(file, known.getText())
        }
        touched.push(file)
      }
      await notifyChanged(connection, touched)
      return [...new Set(touched)].map((file) => path.relative(folder, file))
    },
    changed: (...files) =>
      notifyChanged(
        connection,
        files.map((file) => path.join(folder, file)),
      ),
    close: async () => {
      await connection.sendRequest('shutdown')
      connection.dispose()
    },
  }
}

export function messageOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value
}

/** What a good client of today announces. */
export const fullCapabilities: ClientCapabilities = {
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      failureHandling: 'abort',
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { relatedInformation: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor'] } },
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      honorsChangeAnnotations: true,
    },
  },
  window: { workDoneProgress: true },
}

async function notifyChanged(
  connection: ProtocolConnection,
  files: readonly string[],
): Promise<void> {
  const changes = files.map((file) => ({ uri: uriOf(file), type: 2 }))
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes })
}

function uriOf(file: string): string {
  return pathToFileURL(file).href
}

function touches(left: Range, right: Range): boolean {
  return compareEnds(left.start, right.end) && compareEnds(right.start, left.end)
}

function compareEnds(one: Range['start'], other: Range['start']): boolean {
  return one.line < other.line || (one.line === other.line && one.character <= other.character)
}

function compare(left: Range, right: Range): number {
  return left.start.line - right.start.line || left.start.character - right.start.character
}
