import type { PlannedRemoval } from '../../recipes/recipe.js'
import { useQuery } from '../../recipes/compatibility/viewUse.js'

/** Which views there are, until when, and how to see whether somebody still reads them. */
export function readmeRemoval({ date, views, of }: PlannedRemoval): string {
  const schema = views[0]?.replace(/\..*$/, '') ?? ''
  return `They show the shape that the tables had before the plan \`${of}\`, and go on **${date}** or before:

${views.map((view) => `- \`${view}\``).join('\n')}

Until then no column that they read can be dropped or get another type: a migration that does so has to drop the view first, and to make it again for those who still need it. To keep them longer, give \`removal.date\` in plan.json another day.

PostgreSQL counts the use of tables and not of views. Where the extension pg_stat_statements is loaded, this query finds statements that name the schema:

\`\`\`sql
${useQuery(schema)};
\`\`\`

No row proves nothing: who comes by search_path does not name the schema, statements that ran long ago are forgotten, and a replica keeps statistics of its own. Without the extension nothing is known, and only those who read the views can say that they are done.`
}
