import type { FileHeader } from '../parts/fileKinds.js'
import type { KeySwap } from './keyTable.js'
import type { PlannedMigration } from '../recipe.js'

export function headerOf(
  { recipe, operation, slug }: Pick<KeySwap, 'recipe' | 'operation' | 'slug'>,
  phase: string,
): FileHeader {
  return { recipe, operation, slug, phase }
}

/** `expand_1`, `expand_2`, or `expand` where there is one only. */
export function numbered(
  step: string,
  migrations: readonly PlannedMigration[],
): readonly PlannedMigration[] {
  return migrations.map((migration, index) => ({
    ...migration,
    step: migrations.length === 1 ? step : `${step}_${index + 1}`,
  }))
}
