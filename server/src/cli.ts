import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type * as commands from './cli-commands.js'
import { programName } from './cli/programName.js'
import { rememberedRun } from './cli/rememberedRun.js'
import { configTimeLimitMs, createConfigEvaluator } from './project/evaluateConfig.js'
import { productPlaces } from './project/productPlaces.js'

const places = productPlaces(import.meta.url)
const ports = {
  arguments: process.argv.slice(2),
  workingFolder: process.cwd(),
  print: (text: string) => void process.stdout.write(text),
  note: (line: string) => void process.stderr.write(`${line}\n`),
  cacheFolder: process.env['CONCERTINA_CACHE'] ?? path.join(os.homedir(), '.cache', 'concertina'),
  evaluateConfig: createConfigEvaluator({
    childFile: fileURLToPath(places.configChild),
    nodeOptions: places.nodeOptions,
    timeLimitMs: configTimeLimitMs,
  }),
}

process.exitCode = await rememberedRun({
  ...ports,
  program: programName(import.meta.url),
  run: async (told) => {
    const { runCli } = (await import(places.commands.href)) as typeof commands
    return runCli({
      ...ports,
      ...told,
      environmentVariable: (name) => process.env[name],
      now: () => new Date(),
      places,
    })
  },
})
