// Layer "host": the mocha suite inside the extension host (test/host/suite), on the example and its three databases, then
// the walks, which drive the workbench with a browser from outside (test/host/walk) and start what they need themselves. Screenshots, and what is left of a failure, are kept in out/host.
import fs from 'node:fs'
import path from 'node:path'
import esbuild from 'esbuild'
import { exampleWorkspace } from '../../test/support/exampleWorkspace.mjs'
import { startEnvironments } from '../environments.mjs'
import { root } from '../paths.mjs'
import { chooseHost, runElectronTests } from '../../test/host/harness/electron.mjs'
import { runExtensionTests } from '../../test/host/harness/extensionTests.mjs'
import { testFiles } from './files.mjs'
import { runMocha } from './mocha.mjs'

const artifacts = path.join(root, 'out', 'host')

export async function runHostLayer() {
  fs.rmSync(artifacts, { recursive: true, force: true })
  const suite = testFiles('host/suite')
  const walks = testFiles('host/walk')
  const outcomes = [
    ...(suite.length > 0 ? [await runSuite(suite)] : []),
    // One step may wait for a whole workbench to start.
    ...(walks.length > 0 ? [await runMocha('host walk', walks, { timeoutMs: 240_000 })] : []),
  ]
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.flatMap(({ failed }) => failed),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  }
}

async function runSuite(files) {
  const { kind, why } = await chooseHost()
  console.log(`Extension host: ${kind} (${why})`)
  const { folder, remove } = exampleWorkspace()
  let environments
  try {
    environments = await startEnvironments({ prodOrders: 6000 })
    const options = {
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundleSuite(files),
      folder,
      environment: environments.variables,
      artifacts: path.join(artifacts, 'failures', 'suite'),
    }
    const { vscode, node, results } =
      kind === 'electron' ? runElectronTests(options) : await runExtensionTests(options)
    console.log(`VS Code ${vscode}, Node ${node}`)
    for (const result of results) console.log(lineOf(result))
    const titles = (state) =>
      results.filter((result) => result.state === state).map(({ title }) => `host suite: ${title}`)
    return {
      passed: titles('passed').length,
      failed: titles('failed'),
      skipped: titles('pending'),
    }
  } catch (error) {
    console.error(error)
    return { passed: 0, failed: ['host suite: it could not be run'], skipped: [] }
  } finally {
    await environments?.stop()
    remove()
  }
}

function lineOf({ title, state, ms, error }) {
  const mark = { passed: '✔', failed: '✖', pending: '-' }[state]
  const time = ms === undefined ? '' : ` (${ms} ms)`
  return `  ${mark} ${title}${time}${error ? `\n${error.replace(/^/gm, '      ')}` : ''}`
}

/**
 * The suite as CommonJS files; gives the runner's path. With its ending: VS Code loads the runner as an ES module, because
 * our manifest says "type": "module", and then adds none.
 */
async function bundleSuite(files) {
  const outdir = path.join(root, 'out', 'host-suite')
  fs.rmSync(outdir, { recursive: true, force: true })
  const index = path.join(root, 'test', 'host', 'suite', 'index.ts')
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [index, ...files],
    outbase: path.dirname(index),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  })
  fs.writeFileSync(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n')
  return path.join(outdir, 'index.js')
}
