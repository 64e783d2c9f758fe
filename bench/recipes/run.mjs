// npm run bench:recipes: the plan of every recipe on a real server with rows, while both versions of an application work,
// beside the migration that Prisma writes.
//   npm run bench:recipes -- --rows N --only ID,ID --seconds N --postgres 17
//   … --json FILE      the measures; without it they are printed behind the table
//   … --write          takes them into docs/recipes-measured.md
// It needs dist/assets, so build first.
import { register } from 'tsx/esm/api'

register()
const { runRecipeBenchmarks } = await import('./recipeBenchmarks.ts')
await runRecipeBenchmarks(process.argv.slice(2))
