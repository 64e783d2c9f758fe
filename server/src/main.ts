import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { startServer } from './lsp/startServer.js'
import { configTimeLimitMs, createConfigEvaluator } from './project/evaluateConfig.js'
import { createOwnRules, ownRulesTimeLimitMs } from './project/ownRules.js'
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
  ownRules: (mayRun) =>
    createOwnRules({
      childFile: fileURLToPath(places.configChild),
      nodeOptions: places.nodeOptions,
      timeLimitMs: ownRulesTimeLimitMs,
      mayRun,
    }),
  defaultCacheDirectory: path.join(os.homedir(), '.cache', 'concertina'),
  defaultDocumentation: places.documentation.href,
  environmentVariable: (name) => process.env[name],
  now: () => new Date(),
  milliseconds: () => performance.now(),
})
