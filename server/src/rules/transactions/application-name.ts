import type { Rule } from '../rule.js'
import { mentionsSetting } from './settings.js'
import { statementAction } from './statementAction.js'

export const applicationName: Rule = {
  id: 'application-name',
  severity: 'hint',
  offByDefault: true,
  title: 'The migration does not say its name to the server',
  check: (analysed, script) =>
    script.origin === 'pending' || analysed.index > 0 || mentionsSetting('application_name', script)
      ? []
      : [
          {
            message:
              'Without application_name nobody sees in pg_stat_activity that it is this migration which holds a lock. Write SET application_name at the top of the file, or into the connection string.',
            action: statementAction(analysed),
            object: {},
            hurts: [],
          },
        ],
}
