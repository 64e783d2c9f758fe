// npm run screenshots: renews the pictures of the README with those of the walk through the main job.
import fs from 'node:fs'
import path from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'
import { runMocha } from './test/mocha.mjs'

// Of the walk's pictures, those that tell the story, and what they are called in media/screenshots.
const chosen = {
  '4-finding': 'finding',
  '5-light-bulb': 'light-bulb',
  '7-preview': 'preview',
  '9-plan': 'plan-and-environments',
}
const largestBytes = 200_000

ensureInstalled()
const walk = path.join(root, 'test', 'host', 'walk', 'mainJob.test.ts')
const { failed } = await runMocha('screenshots', [walk], { timeoutMs: 240_000 })
if (failed.length > 0) {
  console.error(`Nothing was renewed, for the walk failed: ${failed.join(', ')}`)
  process.exit(1)
}
const target = path.join(root, 'media', 'screenshots')
fs.rmSync(target, { recursive: true, force: true })
fs.mkdirSync(target, { recursive: true })
for (const [from, to] of Object.entries(chosen)) {
  const file = path.join(target, `${to}.png`)
  fs.copyFileSync(path.join(root, 'out', 'screenshots', `${from}.png`), file)
  const { size } = fs.statSync(file)
  console.log(`${path.relative(root, file)}  ${Math.round(size / 1000)} kB`)
  if (size > largestBytes) {
    console.error(`It is larger than ${largestBytes / 1000} kB.`)
    process.exitCode = 1
  }
}
