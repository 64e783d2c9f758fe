// npm run bench:corpus-plans: what becomes of the last breaking changes of public projects when a plan is asked for.
//   npm run bench:corpus-plans -- --corpus DIR     the projects in DIR, or in CONCERTINA_CORPUS
//   … --project NAME   one project of the corpus; --changes N   how many breaking changes of each, 100 by default
import { register } from 'tsx/esm/api'

register()
const { runCorpusPlans } = await import('./corpusPlans.ts')
await runCorpusPlans(process.argv.slice(2))
