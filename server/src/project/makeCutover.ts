import { blueGreen, type CutoverRefusal } from '../plans/cutover/blueGreen.js'
import type { CutoverTimes } from '../plans/cutover/cutover.js'
import { proveCutover } from '../plans/cutover/proveCutover.js'
import { identitiesQuery } from '../plans/cutover/replicatedTables.js'
import { serviceSplit } from '../plans/cutover/serviceSplit.js'
import { cutoverFiles } from '../plans/cutover/writeCutover.js'
import type { TextFile } from '../plans/document/writePlan.js'
import type { FailedProof } from '../plans/prove/proofReport.js'
import { uriOfPath } from './locations.js'
import type { MakePlanInput } from './makePlan.js'
import { engineHistoryOf } from './projectSnapshot.js'
import { sha256 } from './readProject.js'

export type CutoverWish = CutoverTimes & {
  /** The models that go to a service of their own; absent where the whole database moves. */
  readonly models?: readonly string[]
}

export type MadeCutover =
  | {
      readonly kind: 'cutover'
      readonly plan: string
      readonly title: string
      readonly files: readonly TextFile[]
    }
  | { readonly kind: 'failed'; readonly proof: FailedProof }
  | CutoverRefusal

/** A blue/green or service-split plan: made from the replayed database, its SQL executed on a copy. */
export async function makeCutover(
  wish: CutoverWish,
  { analysis, services }: MakePlanInput,
): Promise<MadeCutover> {
  const { snapshot, outcome } = analysis
  const { layout, history, schema } = snapshot
  const { engine } = services
  engine.open(engineHistoryOf(layout, history.migrations, undefined))
  const [identities] = await engine.evaluate([identitiesQuery])
  const input = {
    catalogue: outcome.catalogue,
    identities: new Set(
      identities?.kind === 'rows' ? identities.rows.map(([name]) => name ?? '') : [],
    ),
    postgresVersion: outcome.pending.script.postgresVersion,
    times: wish,
  }
  const cutover =
    wish.models === undefined ? blueGreen(input) : serviceSplit(input, schema.model, wish.models)
  if ('kind' in cutover) return cutover
  const proved = await proveCutover(cutover, engine, history.migrations.length)
  if (proved.kind === 'failed') return { kind: 'failed', proof: proved }
  const { plan, files } = cutoverFiles({
    cutover,
    proof: proved.proof,
    postgres: proved.postgres,
    at: services.now,
    history,
    migrationsFolder: uriOfPath(layout.migrationsDir),
    sha256,
  })
  return { kind: 'cutover', plan, title: cutover.title, files }
}
