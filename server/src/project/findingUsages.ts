import { clientSchemaOf } from '../application/clientSchema.js'
import type { CodeUsages } from '../application/findUsages.js'
import { usageSentence } from '../application/usageSentence.js'
import { isEnumValue, targetName, type UsageTarget } from '../application/usageTarget.js'
import { shownPath } from '../prisma/folders.js'
import type { AnalysedScript } from '../rules/script.js'
import type { PlacedFinding } from './analysis.js'
import type { KnownCode } from './applicationCode.js'
import type { JudgedScripts } from './dataCheck.js'
import type { ProjectSnapshot } from './projectSnapshot.js'
import { usageTargetOf, type KnownSchemas } from './usageTargets.js'

/** Where the application uses what a finding is about. */
export type FindingUsages = CodeUsages & {
  readonly target: UsageTarget
  /** How many files were read. */
  readonly files: number
  /** Why some files were not read, as a sentence. */
  readonly incomplete?: string
  /** For the user; empty where there is no application code. */
  readonly say: string
}

/** Whether the code matters to any of these findings; without one it need not be read. */
export function concernsCode(judged: JudgedScripts, snapshot: ProjectSnapshot): boolean {
  const schemas = schemasOf(snapshot)
  return scriptsOf(judged).some((script) => targetsOf(script, schemas).size > 0)
}

/** The same findings; those that change a field or model that code knows say where it is used. */
export function withUsages<Judged extends JudgedScripts>(
  judged: Judged,
  snapshot: ProjectSnapshot,
  code: KnownCode,
): Judged {
  const schemas = schemasOf(snapshot)
  const targets = new Map(scriptsOf(judged).flatMap((script) => [...targetsOf(script, schemas)]))
  if (targets.size === 0) return judged
  const before = schemas.committed === undefined ? [] : [schemas.committed]
  const client = clientSchemaOf([...before, schemas.current])
  const { index, usagesOf, incomplete } = code
  const extent = { files: index.size(), ...(incomplete === undefined ? {} : { incomplete }) }
  const shown = (path: string) => shownPath(path, snapshot.layout.root)
  const found = new Map(
    [...targets].map(([placed, target]): [PlacedFinding, FindingUsages] => {
      const usages = usagesOf(target, client)
      const say = usageSentence(target, usages, extent, shown)
      return [placed, { ...usages, ...extent, target, say }]
    }),
  )
  const told = <Script extends ScriptFindings>(script: Script): Script => ({
    ...script,
    findings: script.findings.map((placed) => {
      const usages = found.get(placed)
      return usages === undefined ? placed : { ...placed, usages }
    }),
  })
  return {
    ...judged,
    ...(judged.pending === undefined ? {} : { pending: told(judged.pending) }),
    migrations: judged.migrations.map(told),
  }
}

type ScriptFindings = {
  readonly script: AnalysedScript
  readonly findings: readonly PlacedFinding[]
}

function scriptsOf({ pending, migrations }: JudgedScripts): readonly ScriptFindings[] {
  return [...(pending === undefined ? [] : [pending]), ...migrations]
}

function schemasOf({ schema, committed }: ProjectSnapshot): KnownSchemas {
  return {
    current: schema.model,
    ...(committed.kind === 'known' ? { committed: committed.schema.model } : {}),
  }
}

/** One finding for each change that code may notice: the one that speaks most of running code. */
function targetsOf(
  { script, findings }: ScriptFindings,
  schemas: KnownSchemas,
): ReadonlyMap<PlacedFinding, UsageTarget> {
  const best = new Map<string, { readonly placed: PlacedFinding; readonly target: UsageTarget }>()
  for (const placed of findings) {
    const target = usageTargetOf(placed.finding.action, script, schemas)
    if (target === undefined) continue
    const key = isEnumValue(target) ? targetName(target) : `${target.model} ${target.field ?? ''}`
    const other = best.get(key)
    if (other === undefined || weightOf(other.placed) < weightOf(placed))
      best.set(key, { placed, target })
  }
  return new Map([...best.values()].map(({ placed, target }) => [placed, target]))
}

const aboutCode: ReadonlySet<string> = new Set([
  'set-not-null-old-writers',
  'alter-type-client-reads',
])

function weightOf({ finding, severity }: PlacedFinding): number {
  if (aboutCode.has(finding.rule)) return 20
  const order = ['hint', 'information', 'warning', 'error']
  return (finding.hurts.includes('old-code') ? 10 : 0) + order.indexOf(severity)
}
