import type { Client } from 'pg'
import { migrationSteps } from '../../server/src/plans/prove/migrationSteps.js'
import { connect } from './recipeDatabase.js'

/** A file as Prisma sends it from 7.4 on, statement by statement in a session of its own. */
export async function deploy(url: string, sql: string): Promise<string | undefined> {
  const client = await connect(url, 'migration')
  try {
    for (const step of migrationSteps(sql, 'split')) {
      const failure = await failureOf(client, step.sql)
      if (failure !== undefined) return failure
    }
    return undefined
  } finally {
    await client.end()
  }
}

async function failureOf(client: Client, sql: string): Promise<string | undefined> {
  try {
    await client.query(sql)
    return undefined
  } catch (error) {
    const { code = 'none', message } = error as Error & { readonly code?: string }
    return `${code}: ${message} in: ${sql.replaceAll(/\s+/g, ' ').slice(0, 200)}`
  }
}
