import { readDatabaseUrl, type DatabaseAddress } from './databaseUrl.js'

export type ProductionSign =
  | { readonly looksLikeProduction: false }
  /** `because` follows "This looks like production:" and holds no part of the URL. */
  | { readonly looksLikeProduction: true; readonly because: string }

/**
 * Guesses whether a URL leads to production, so that an environment can be offered as protected and
 * destructive acts be guarded. A guess in the cautious direction: words in the database, host or user
 * name first, then a managed service that nothing calls a test.
 */
export function looksLikeProduction(url: string): ProductionSign {
  const address = readDatabaseUrl(url)
  if (address.kind === 'failure') return { looksLikeProduction: false }
  const named = places(address).find(([, text]) => saysProduction(text))
  if (named) return { looksLikeProduction: true, because: `its ${named[0]} says so.` }
  const calledTest = places(address).some(([, text]) =>
    wordsOf(text).some((word) => testWords.has(word)),
  )
  return isManaged(address.host) && !calledTest
    ? {
        looksLikeProduction: true,
        because: 'it is at a hosting service and nothing calls it a test.',
      }
    : { looksLikeProduction: false }
}

function places(address: DatabaseAddress): readonly (readonly [string, string])[] {
  return [
    ['database name', address.database],
    ['host name', address.host],
    ['user name', address.user ?? ''],
  ]
}

/** "preprod" is one word and not "prod"; "pre-prod" and "non-prod" are two, and not production either. */
function saysProduction(text: string): boolean {
  const words = wordsOf(text)
  return words.some(
    (word, index) =>
      productionWords.has(word) && !['pre', 'non', 'not', 'no'].includes(words[index - 1] ?? ''),
  )
}

function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
}

const productionWords: ReadonlySet<string> = new Set(['prod', 'production', 'prd', 'live'])

const testWords: ReadonlySet<string> = new Set(
  'dev develop development test tests testing stage staging stg qa uat preview sandbox demo ci shadow local preprod nonprod pre non'.split(
    ' ',
  ),
)

function isManaged(host: string): boolean {
  return managedDomains.some((domain) => host.toLowerCase().endsWith(`.${domain}`))
}

const managedDomains: readonly string[] = [
  'rds.amazonaws.com',
  'postgres.database.azure.com',
  'supabase.co',
  'supabase.com',
  'neon.tech',
  'render.com',
  'ondigitalocean.com',
  'aivencloud.com',
  'rlwy.net',
  'prisma.io',
]
