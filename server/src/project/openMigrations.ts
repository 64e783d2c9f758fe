import type { Migration, MigrationHistory } from '../migrations/migration.js'
import { sha256, type OpenText } from './readProject.js'

/**
 * Puts the texts of open migration files over those of the disk. As long as nothing differs the
 * same value comes back, so that it can stand for its content.
 */
export function createMigrationOverlay(
  openText: OpenText,
): (disk: MigrationHistory) => MigrationHistory {
  let last:
    | { readonly disk: MigrationHistory; readonly key: string; readonly result: MigrationHistory }
    | undefined
  return (disk) => {
    const edited = new Map<string, Migration>()
    for (const migration of disk.migrations) {
      const text = openText(migration.uri)
      if (text === undefined || text === migration.text) continue
      edited.set(migration.name, { ...migration, text, checksum: sha256(text) })
    }
    if (edited.size === 0) return disk
    const key = [...edited.values()].map(({ name, checksum }) => `${name} ${checksum}`).join('\n')
    if (last?.disk === disk && last.key === key) return last.result
    const migrations = disk.migrations.map((migration) => edited.get(migration.name) ?? migration)
    last = { disk, key, result: { ...disk, migrations } }
    return last.result
  }
}
