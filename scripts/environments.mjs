// The example's three databases, on a PostgreSQL of our own:
//   dev      every migration, 200 orders
//   staging  the last two migrations are pending, 2,000 orders
//   prod     200,000 orders; the migration before those two failed on its data, after its first statement
//
// By itself:  node scripts/environments.mjs      prints the variables to set, and runs until Ctrl+C
import path from 'node:path'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createMigrationsTable, deploy, readMigrations } from './environments/deploy.mjs'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'
import { startPostgres } from './postgres.mjs'

const example = path.join(root, 'examples', 'shop', 'prisma')

/**
 * Resolves with { variables, stop() }; `variables` are the environment variables that the example's concertina.json names.
 * `prodOrders` makes prod smaller, for tests that do not need its size.
 */
export async function startEnvironments({ log = () => {}, prodOrders = 200_000 } = {}) {
  const startedAt = performance.now()
  const say = (what) =>
    log(`${what} after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  const postgres = await startPostgres()
  try {
    say('PostgreSQL is up')
    const migrations = readMigrations(path.join(example, 'migrations'))
    const behind = migrations.slice(0, -2)
    await withClient(postgres.url('postgres'), async (client) => {
      for (const name of ['shop_dev', 'shop_staging', 'shop_prod'])
        await client.query(`CREATE DATABASE "${name}"`)
    })
    const prepare = (name, work) =>
      withClient(postgres.url(name), async (client) => {
        await createMigrationsTable(client)
        await work(client)
      })
    await Promise.all([
      prepare('shop_dev', async (client) => {
        await deployAll(client, migrations, 0)
        await seed(client, 200, false)
      }),
      prepare('shop_staging', async (client) => {
        await deployAll(client, behind, 1)
        await seed(client, 2000, false)
      }),
      prepare('shop_prod', async (client) => {
        await deployAll(client, behind.slice(0, -1), 5)
        await seed(client, prodOrders, true)
        const failure = await deploy(client, behind.slice(-1), 5)
        if (failure === undefined)
          throw new Error('The migration that should fail in prod did not.')
      }),
    ])
    say('dev, staging and prod are ready')
    return {
      variables: {
        SHOP_DEV_URL: postgres.url('shop_dev'),
        SHOP_STAGING_URL: postgres.url('shop_staging'),
        SHOP_PROD_URL: postgres.url('shop_prod'),
      },
      stop: () => postgres.stop(),
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function deployAll(client, migrations, daysLater) {
  const failure = await deploy(client, migrations, daysLater)
  if (failure !== undefined)
    throw new Error(`The example's ${failure.name} does not apply: ${failure.error.message}`)
}

async function seed(client, orders, isUntidy) {
  await client.query(
    `SELECT set_config('shop.orders', $1, false), set_config('shop.untidy', $2, false)`,
    [String(orders), isUntidy ? 'on' : 'off'],
  )
  await client.query(fs.readFileSync(path.join(example, 'seed.sql'), 'utf8'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled()
  const { variables, stop } = await startEnvironments({ log: console.log })
  for (const [name, value] of Object.entries(variables)) console.log(`export ${name}=${value}`)
  console.log('Ctrl+C ends them.')
  const end = async () => {
    await stop()
    process.exit(0)
  }
  process.once('SIGINT', () => void end())
  process.once('SIGTERM', () => void end())
}
