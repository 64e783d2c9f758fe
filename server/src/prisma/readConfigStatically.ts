import type { EvaluatedConfig } from './configResult.js'
import { defaultExportOf, type ScriptObject, type ScriptValue } from './scriptValues.js'

/**
 * What a config file says without being run, for workspaces that are not trusted and for files that
 * fail. `unknown` names the settings that are there but computed, so that nobody takes them for
 * missing.
 */
export type StaticConfig = {
  readonly config: EvaluatedConfig
  readonly unknown: readonly ConfigSetting[]
}

export type ConfigSetting =
  | 'schema'
  | 'migrations.path'
  | 'migrations.initShadowDb'
  | 'tables.external'
  | 'enums.external'
  | 'views.path'

export function readConfigStatically(text: string): StaticConfig {
  const root = defaultExportOf(text)
  const unknown: ConfigSetting[] = []
  const read = (setting: ConfigSetting): ScriptValue | undefined => {
    const value = settingIn(root, setting.split('.'))
    if (value?.kind === 'unknown') unknown.push(setting)
    return value
  }
  const schema = schemaPath(read('schema'))
  if (schema === undefined && settingIn(root, ['schema'])?.kind === 'object') unknown.push('schema')
  const migrationsPath = stringIn(read('migrations.path'))
  const initShadowDb = stringIn(read('migrations.initShadowDb'))
  const viewsPath = stringIn(read('views.path'))
  return {
    config: {
      shape: isNextShape(root) ? 'next' : 'classic',
      ...(schema === undefined ? {} : { schema }),
      ...(migrationsPath === undefined ? {} : { migrationsPath }),
      ...(initShadowDb === undefined ? {} : { initShadowDb }),
      ...(viewsPath === undefined ? {} : { viewsPath }),
      externalTables: stringsIn(read('tables.external')),
      externalEnums: stringsIn(read('enums.external')),
      hasUrl: settingIn(root, ['datasource', 'url']) !== undefined,
      hasShadowDatabaseUrl: settingIn(root, ['datasource', 'shadowDatabaseUrl']) !== undefined,
    },
    unknown,
  }
}

/** Absent when it is certainly not there. */
function settingIn(value: ScriptValue, path: readonly string[]): ScriptValue | undefined {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (value.kind !== 'object') return { kind: 'unknown' }
  const property = value.properties.get(key)
  if (property === undefined) return value.complete ? undefined : { kind: 'unknown' }
  return settingIn(property, rest)
}

/** A string; in Prisma 6.4 to 6.6 an object with the path of a file or folder in it. */
function schemaPath(value: ScriptValue | undefined): string | undefined {
  if (value?.kind !== 'object') return stringIn(value)
  return ['filePath', 'folderPath', 'folder']
    .map((key) => stringIn(value.properties.get(key)))
    .find((path) => path !== undefined)
}

/** Prisma 8 describes a contract and a connection instead. */
function isNextShape(value: ScriptValue): boolean {
  return value.kind === 'object' && nextKeys.some((key) => has(value, key))
}

const nextKeys = ['contract', 'db']

function has({ properties }: ScriptObject, key: string): boolean {
  return properties.has(key)
}

function stringIn(value: ScriptValue | undefined): string | undefined {
  return value?.kind === 'string' && value.value !== '' ? value.value : undefined
}

function stringsIn(value: ScriptValue | undefined): readonly string[] {
  return value?.kind === 'strings' ? value.value : []
}
