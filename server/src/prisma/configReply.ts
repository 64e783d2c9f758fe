import type { ConfigResult, EvaluatedConfig } from './configResult.js'
import { settingsOf } from './configSettings.js'

/**
 * What the child process that ran a config file sends back. Of an error only what cannot hold a
 * secret: the name of a class of the language, or of a package that is not installed.
 */
export type ConfigReply =
  | { readonly kind: 'config'; readonly config: EvaluatedConfig }
  | { readonly kind: 'no-object' }
  | { readonly kind: 'threw'; readonly error?: string; readonly missingPackage?: string }

/** Reads a message from the child. The config ran there and may have sent anything. */
export function parseConfigReply(message: unknown): ConfigReply | undefined {
  const reply = objectIn(message)
  switch (reply?.['kind']) {
    case 'config': {
      const config = configIn(objectIn(reply['config']))
      return config === undefined ? undefined : { kind: 'config', config }
    }
    case 'no-object':
      return { kind: 'no-object' }
    case 'threw':
      return {
        kind: 'threw',
        ...matching('error', reply['error'], /^\w{1,40}$/),
        ...matching('missingPackage', reply['missingPackage'], packageName),
      }
    default:
      return undefined
  }
}

/** What may be told of an error that the config threw. */
export function replyForError(error: unknown): ConfigReply {
  const message = messageOf(error)
  const missing = /Cannot find (?:module|package) '([^']*)'/.exec(message)?.[1]
  // jiti reports what it cannot parse as a plain error.
  const name = message.startsWith('ParseError')
    ? 'SyntaxError'
    : errorNames.find((candidate) => error instanceof Error && error.name === candidate)
  return {
    kind: 'threw',
    ...(name === undefined ? {} : { error: name }),
    ...matching('missingPackage', missing, packageName),
  }
}

/** The reply in words for the user; `file` is the name of the config file as it is shown. */
export function resultOfReply(reply: ConfigReply, file: string): ConfigResult {
  switch (reply.kind) {
    case 'config':
      return reply
    case 'no-object':
      return {
        kind: 'failed',
        because: 'no-object',
        say: `${file} does not export a config object.`,
      }
    case 'threw': {
      const { missingPackage, error } = reply
      const say =
        missingPackage !== undefined
          ? `${file} imports "${missingPackage}", which is not installed.`
          : `${file} failed while it was run${error === undefined ? '' : ` (${error})`}.`
      return { kind: 'failed', because: 'threw', say }
    }
    default:
      return reply satisfies never
  }
}

// A package and a path in it, never a path of the machine.
const packageName = /^(?:@[\w.-]+\/)?[\w-][\w.-]*(?:\/[\w.-]+)*$/

const errorNames = [
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]

function configIn(
  sent: Readonly<Record<string, unknown>> | undefined,
): EvaluatedConfig | undefined {
  if (sent === undefined) return undefined
  // Laid out as a config file again, so that the same few lines decide what is let through.
  const config = settingsOf({
    schema: sent['schema'],
    migrations: { path: sent['migrationsPath'], initShadowDb: sent['initShadowDb'] },
    tables: { external: sent['externalTables'] },
    enums: { external: sent['externalEnums'] },
    views: { path: sent['viewsPath'] },
    datasource: {
      url: sent['hasUrl'] === true ? '' : undefined,
      shadowDatabaseUrl: sent['hasShadowDatabaseUrl'] === true ? '' : undefined,
    },
    contract: sent['shape'] === 'next' ? '' : undefined,
  })
  return config
}

function matching<Key extends string>(
  key: Key,
  value: unknown,
  pattern: RegExp,
): { readonly [name in Key]?: string } {
  return typeof value === 'string' && pattern.test(value)
    ? ({ [key]: value } as { [name in Key]: string })
    : {}
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}
