import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runCli } from './cli/runCli.js'
import { configTimeLimitMs, createConfigEvaluator } from './project/evaluateConfig.js'
import { productPlaces } from './project/productPlaces.js'

const places = productPlaces(import.meta.url)

process.exitCode = await runCli({
  arguments: process.argv.slice(2),
  workingFolder: process.cwd(),
  print: (text) => void process.stdout.write(text),
  note: (line) => void process.stderr.write(`${line}\n`),
  environmentVariable: (name) => process.env[name],
  now: () => new Date(),
  places,
  cacheFolder: process.env['CONCERTINA_CACHE'] ?? path.join(os.homedir(), '.cache', 'concertina'),
  evaluateConfig: createConfigEvaluator({
    childFile: fileURLToPath(places.configChild),
    nodeOptions: places.nodeOptions,
    timeLimitMs: configTimeLimitMs,
  }),
})
