// npm run bench:lint: time to lint every migration of a project, beside squawk on the same files, in one run.
//   npm run bench:lint -- --corpus DIR      on the public projects in DIR, or in CONCERTINA_CORPUS; else on the example
//   npm run bench:lint -- --squawk FILE     squawk's program; else squawk-cli where npm has installed it
//   npm run bench:lint -- --project NAME    one project of the corpus
// It measures dist/, so build first.
import { register } from 'tsx/esm/api'

register()
const { runLintBenchmarks } = await import('./lintBenchmarks.ts')
await runLintBenchmarks(process.argv.slice(2))
