import { abandonPlan } from './abandonPlan.js'
import { addCompatibilityView } from './addCompatibilityView.js'
import { addEnvironment } from './addEnvironment.js'
import { archivePlan } from './archivePlan.js'
import { changeEnvironment } from './changeEnvironment.js'
import { checkData } from './checkData.js'
import type { Command } from './command.js'
import { compareStrategies } from './compareStrategies.js'
import { createMigration } from './createMigration.js'
import { forgetEnvironment } from './forgetEnvironment.js'
import { openPlanReadme } from './openPlanReadme.js'
import { planMove } from './planMove.js'
import { promotePhase } from './promotePhase.js'
import { refreshEnvironment } from './refreshEnvironment.js'
import { refreshEnvironments } from './refreshEnvironments.js'
import { restartServer } from './restartServer.js'
import { rollBackPhase } from './rollBackPhase.js'
import { showLog } from './showLog.js'
import { showPendingSql } from './showPendingSql.js'
import { summariseDeploy } from './summariseDeploy.js'
import { writeApplicationCode } from './writeApplicationCode.js'

/** Every command of the manifest; a test pairs the two. */
export const commands: readonly Command[] = [
  abandonPlan,
  addCompatibilityView,
  addEnvironment,
  archivePlan,
  changeEnvironment,
  checkData,
  compareStrategies,
  createMigration,
  forgetEnvironment,
  openPlanReadme,
  planMove,
  promotePhase,
  refreshEnvironment,
  refreshEnvironments,
  restartServer,
  rollBackPhase,
  showLog,
  showPendingSql,
  summariseDeploy,
  writeApplicationCode,
]
