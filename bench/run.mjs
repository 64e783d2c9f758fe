// npm run bench: what the product costs, measured in one run and printed as one table. The measures are TypeScript.
//   npm run bench -- --corpus DIR    also on the public projects in DIR, or in CONCERTINA_CORPUS
//   npm run bench -- --no-vscode     without starting VS Code for the activation time
//   npm run bench -- --no-package    measures what dist/ and out/ hold now, without building them
import { register } from 'tsx/esm/api'

register()
const { runBenchmarks } = await import('./benchmarks.ts')
await runBenchmarks(process.argv.slice(2))
