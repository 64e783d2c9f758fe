import type { EvaluatedConfig } from './configResult.js'

/**
 * Picks the settings that this product needs from the default export of a config file that was run,
 * and nothing else: no URL, no adapter, no seed command. `undefined` when it is no object.
 */
export function settingsOf(exported: unknown): EvaluatedConfig | undefined {
  const root = objectIn(exported)
  if (root === undefined) return undefined
  const migrations = objectIn(root['migrations'])
  const datasource = objectIn(root['datasource'])
  return {
    shape: root['contract'] === undefined && root['db'] === undefined ? 'classic' : 'next',
    ...text('schema', schemaIn(root['schema'])),
    ...text('migrationsPath', migrations?.['path']),
    ...text('initShadowDb', migrations?.['initShadowDb']),
    externalTables: strings(objectIn(root['tables'])?.['external']),
    externalEnums: strings(objectIn(root['enums'])?.['external']),
    ...text('viewsPath', objectIn(root['views'])?.['path']),
    hasUrl: datasource?.['url'] !== undefined,
    hasShadowDatabaseUrl: datasource?.['shadowDatabaseUrl'] !== undefined,
  }
}

/** Prisma 6.4 to 6.6 had an object with the path of a file or folder in it. */
function schemaIn(value: unknown): unknown {
  const object = objectIn(value)
  return object === undefined
    ? value
    : (object['filePath'] ?? object['folderPath'] ?? object['folder'])
}

function text<Key extends string>(key: Key, value: unknown): { readonly [name in Key]?: string } {
  return typeof value === 'string' && value !== ''
    ? ({ [key]: value } as { [name in Key]: string })
    : {}
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}
