// npm test: everything, on a fresh clone, with nothing but Node and git.
//   node scripts/test.mjs [layer …]      layers: unit laws server database host; all of them by default
//
// Installs and builds what is missing, runs the layers, and ends with the line "N passed, N failed". Server and database,
// the two long ones, run side by side; the output of the second follows that of the first.
// The exit code is 1 when a test failed, and when a layer that has test files ran none of them. A layer without any test
// file is said to be empty and does not fail: there is nothing in it that could have been forgotten to run.
import path from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'

ensureInstalled()
const { layers, runLayers } = await import('./test/layers.mjs')
const { build } = await import('../esbuild.mjs')
const { buildAssets } = await import('./assets.mjs')

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !layers.includes(name))
if (unknown.length > 0) {
  console.error(`There is no layer ${unknown.join(', ')}. The layers are ${layers.join(', ')}.`)
  process.exit(2)
}

const wanted = asked.length === 0 ? layers : asked
// These two run on the sources; the others also start what is bundled.
const needsBundles = wanted.some((name) => !['unit', 'laws'].includes(name))
const reports = []
if (await isBuilt()) reports.push(...(await runLayers(wanted)))
printSummary(reports)

async function isBuilt() {
  try {
    await (needsBundles ? build() : buildAssets(path.join(root, 'dist', 'assets')))
    return true
  } catch (error) {
    // Errors of the sources esbuild has printed itself.
    if (!Array.isArray(error.errors)) console.error(error)
    reports.push({ name: 'build', passed: 0, failed: ['the build'], skipped: [], seconds: 0 })
    return false
  }
}

function printSummary(all) {
  console.log('')
  for (const { name, passed, failed, skipped, seconds, isEmpty } of all)
    console.log(
      isEmpty
        ? `${name.padEnd(9)} no test files`
        : `${name.padEnd(9)} ${passed} passed, ${failed.length} failed, ${skipped.length} skipped  ${seconds.toFixed(1)} s`,
    )
  const failed = all.flatMap((report) => report.failed)
  const skipped = all.flatMap((report) => report.skipped)
  for (const title of failed) console.log(`failed: ${title}`)
  if (skipped.length > 0) console.log(`${skipped.length} skipped: ${skipped.join('; ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
  console.log(`${all.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failed.length} failed`)
}
