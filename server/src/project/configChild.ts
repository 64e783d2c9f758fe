import { createJiti } from 'jiti/static'
import { replyForError, type ConfigReply } from '../prisma/configReply.js'
import { settingsOf } from '../prisma/configSettings.js'

/**
 * Runs the config file at this path in the present process, as Prisma does it (jiti without caches,
 * no `.env` unless the config loads one), and gives back the settings that are needed. This is the
 * child's side: it must run in a process that may be killed at any moment.
 */
export async function runConfigFile(path: string): Promise<ConfigReply> {
  try {
    const jiti = createJiti(path, {
      fsCache: false,
      moduleCache: false,
      interopDefault: true,
      virtualModules: { 'prisma/config': standIn, '@prisma/config': standIn },
    })
    const exported: unknown = await jiti.import(path, { default: true })
    const config: unknown = isFunction(exported) ? await exported({}) : exported
    const settings = settingsOf(config)
    return settings === undefined ? { kind: 'no-object' } : { kind: 'config', config: settings }
  } catch (error) {
    return replyForError(error)
  }
}

/**
 * Takes the place of Prisma's own module, which may not be installed and whose `env()` fails where
 * a variable is missing. The values of variables are URLs and are not needed.
 */
const standIn = {
  defineConfig: (config: unknown) => config,
  env: () => '',
}

function isFunction(value: unknown): value is (context: object) => unknown {
  return typeof value === 'function'
}
