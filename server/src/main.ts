import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { startServer } from './lsp/startServer.js'
import { configTimeLimitMs, createConfigEvaluator } from './project/evaluateConfig.js'
import { productPlaces } from './project/productPlaces.js'

const places = productPlaces(import.meta.url)
const connection = createConnection(ProposedFeatures.all)

startServer(connection, {
  engineProgram: places.engineProgram,
  evaluateConfig: createConfigEvaluator({
    childFile: fileURLToPath(places.configChild),
    nodeOptions: places.nodeOptions,
    timeLimitMs: configTimeLimitMs,
  }),
  defaultCacheDirectory: path.join(os.homedir(), '.cache', 'concertina'),
  defaultDocumentation: places.documentation.href,
  environmentVariable: (name) => process.env[name],
  now: () => new Date(),
  milliseconds: () => performance.now(),
})
