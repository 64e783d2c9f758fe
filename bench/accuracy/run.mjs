// npm run bench:accuracy: how true and how quiet Concertina is, beside other tools, on public projects and on the traps.
//   npm run bench:accuracy -- --corpus DIR     the projects in DIR, or in CONCERTINA_CORPUS; without: the traps alone
//   … --squawk FILE --pgfence FILE             their programs; a tool that is not named is left out
//   … --only projects|traps                      one part; --project NAME  one project
// It runs what dist/ holds, so build first.
import { register } from 'tsx/esm/api'

register()
const { runAccuracyBenchmarks } = await import('./accuracyBenchmarks.ts')
await runAccuracyBenchmarks(process.argv.slice(2))
