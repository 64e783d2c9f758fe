// Builds everything that the VSIX runs:  node esbuild.mjs [--dev] [--watch] [--report]
//
//   dist/client.cjs          the extension (CommonJS: VS Code loads it with require; `vscode` stays outside)
//   dist/server.js           the language server
//   dist/cli.js              the command line
//   dist/cli-commands.js     its commands, loaded when there is something to do
//   dist/engine-worker.js    the engine's worker
//   dist/config-child.js     the child process that evaluates a project's prisma.config
//   dist/assets/             data files (scripts/assets.mjs); bundled code finds them by new URL('./assets/', import.meta.url)
//
// --dev: source maps, not minified. --watch: --dev and builds again on every change, with lines that the problem matcher
// in .vscode/tasks.json reads. --report: bytes of each dependency in each bundle.
// Assets are compressed fast here; `npm run package` compresses them well (scripts/assets.mjs).
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import esbuild from 'esbuild'
import { buildAssets } from './scripts/assets.mjs'
import { filesFromAssets } from './scripts/bundle/filesFromAssets.mjs'
import { printReport } from './scripts/bundle/report.mjs'
import { createProblemLines } from './scripts/bundle/problemLines.mjs'

const root = path.dirname(fileURLToPath(import.meta.url))
const dist = path.join(root, 'dist')

const entries = [
  { source: 'client/src/extension.ts', output: 'client.cjs', format: 'cjs' },
  { source: 'server/src/main.ts', output: 'server.js', format: 'esm' },
  { source: 'server/src/cli.ts', output: 'cli.js', format: 'esm', shebang: true },
  { source: 'server/src/cli-commands.ts', output: 'cli-commands.js', format: 'esm' },
  { source: 'server/src/engine-worker.ts', output: 'engine-worker.js', format: 'esm' },
  { source: 'server/src/config-child.ts', output: 'config-child.js', format: 'esm' },
]

/** Builds once, bundles and assets; resolves with esbuild's results by output name. Rejects when a bundle has errors. */
export async function build({ dev = false, small = false, log = console.log } = {}) {
  const startedAt = performance.now()
  const [bundles] = await Promise.all([
    Promise.all(
      presentEntries().map(async (entry) => [
        entry.output,
        await esbuild.build(bundleOptions(entry, dev)),
      ]),
    ),
    buildAssets(path.join(dist, 'assets'), { small, log }),
  ])
  for (const { output, shebang } of presentEntries())
    if (shebang) fs.chmodSync(path.join(dist, output), 0o755)
  log(`Built ${bundles.length} bundles in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return Object.fromEntries(bundles)
}

/** What esbuild is told for one entry; tests and benchmarks may bundle an entry of their own in the same way. */
export function bundleOptions({ source, output, format, shebang = false }, dev) {
  return {
    absWorkingDir: root,
    entryPoints: [source],
    outfile: path.join(dist, output),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format,
    external: ['vscode'],
    // Packages with a UMD build as "main" (jsonc-parser, vscode-languageserver-types) cannot be bundled from that one.
    mainFields: ['module', 'main'],
    minify: !dev,
    sourcemap: dev,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [filesFromAssets],
    banner: {
      js: (shebang ? '#!/usr/bin/env node\n' : '') + (format === 'esm' ? commonJsNames : ''),
    },
  }
}

// What CommonJS packages expect to be there, for bundles that are ES modules.
const commonJsNames = [
  `import { createRequire as createRequireForBundle } from 'node:module';`,
  `import { fileURLToPath as fileURLToPathForBundle } from 'node:url';`,
  `const require = createRequireForBundle(import.meta.url);`,
  `const __filename = fileURLToPathForBundle(import.meta.url);`,
  `const __dirname = fileURLToPathForBundle(new URL('.', import.meta.url)).replace(/[\\\\/]$/, '');`,
].join('')

function presentEntries() {
  return entries.filter(({ source }) => fs.existsSync(path.join(root, source)))
}

async function watch() {
  await buildAssets(path.join(dist, 'assets'), { log: console.log })
  const problemLines = createProblemLines(presentEntries().map(({ output }) => output))
  for (const entry of presentEntries()) {
    const options = bundleOptions(entry, true)
    const context = await esbuild.context({
      ...options,
      logLevel: 'silent',
      plugins: [...options.plugins, problemLines(entry.output)],
    })
    await context.watch()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      dev: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
    },
  })
  if (values.watch) await watch()
  else {
    try {
      const results = await build({ dev: values.dev })
      if (values.report) printReport(results)
    } catch (error) {
      // esbuild has printed what is wrong with the sources.
      if (!Array.isArray(error.errors)) throw error
      process.exitCode = 1
    }
  }
}
