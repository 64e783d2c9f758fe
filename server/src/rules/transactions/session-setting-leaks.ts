import { actionsOfKind } from '../concerned.js'
import type { Rule } from '../rule.js'
import { settingsOf } from './settings.js'

/** Prisma applies all pending files over one connection. */
export const sessionSettingLeaks: Rule = {
  id: 'session-setting-leaks',
  severity: 'information',
  title: 'A setting of the session stays on for later migrations of the deploy',
  check: (analysed, { statements }) =>
    actionsOfKind(analysed, 'set')
      .filter(({ local, value, name }) => !local && value !== undefined && name !== 'transaction')
      .filter(({ name }) => settingsOf(name, statements.slice(analysed.index + 1)).length === 0)
      .map((action) => ({
        message: `SET ${action.name} stays on after this file: the later migrations of the same deploy run with it. Write RESET ${action.name} at the end of the file.`,
        action,
        object: {},
        hurts: [],
        facts: { setting: action.name },
      })),
}
