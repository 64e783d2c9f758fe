import type { Command } from '../command.js'
import { abandon } from './abandon.js'
import { advise } from './advise.js'
import { archive } from './archive.js'
import { check } from './check.js'
import { compatibilityView } from './compatibilityView.js'
import { create } from './create.js'
import { diff } from './diff.js'
import { lint } from './lint.js'
import { plan } from './plan.js'
import { promote } from './promote.js'
import { prove } from './prove.js'
import { rollback } from './rollback.js'
import { status } from './status.js'
import { summary } from './summary.js'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  lint,
  diff,
  create,
  advise,
  plan,
  prove,
  promote,
  rollback,
  compatibilityView,
  archive,
  abandon,
  status,
  summary,
]
