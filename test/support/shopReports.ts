import { pathToFileURL } from 'node:url'
import type { FakeScript } from './fakeScript.js'

/** What a server would tell of the example shop: dev in sync, staging behind, prod failed, one environment silent. */
export function shopScript(folder: string, now: Date): FakeScript {
  const project = pathToFileURL(folder).toString()
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
  const file = (name: string) => `${project}/prisma/migrations/${name}/migration.sql`
  const applied = (name: string) => ({
    name,
    state: 'applied' as const,
    outOfOrder: false,
    say: 'Applied on 3 October 2026.',
    uri: file(name),
  })
  const pending = (name: string) => ({
    ...applied(name),
    state: 'pending' as const,
    say: 'The next deploy runs it.',
  })
  const known = {
    kind: 'known' as const,
    server: 'PostgreSQL 18.4',
    inSync: false,
    readAt: minutesAgo(3),
  }
  return {
    projects: [
      {
        project,
        name: 'shop',
        schemaUris: [`${project}/prisma/schema.prisma`],
        configurationUri: `${project}/concertina.json`,
        status: 'checked',
        say: '16 migrations replayed, 3 statements are pending.',
        prisma: 'Prisma 7.10.0',
        postgres: 'PostgreSQL 18.6',
        findings: { error: 1, warning: 2, information: 0, hint: 0 },
        pendingStatements: 3,
        migrations: 16,
        durationMs: 64,
      },
    ],
    environments: {
      projects: [
        {
          project,
          name: 'shop',
          configurationUri: `${project}/concertina.json`,
          configured: true,
          environments: [
            {
              name: 'dev',
              protected: false,
              urlEnv: 'SHOP_DEV_URL',
              target: 'localhost:5432/shop_dev',
              refreshing: false,
              standing: {
                ...known,
                readAt: minutesAgo(0),
                databaseBytes: 9_400_000,
                inSync: true,
                behind: 0,
                summary: 'in sync',
                migrations: history.map(applied),
              },
            },
            {
              name: 'staging',
              protected: false,
              urlEnv: 'SHOP_STAGING_URL',
              target: 'staging.example.com:5432/shop',
              refreshing: false,
              standing: {
                ...known,
                databaseBytes: 31_000_000,
                behind: 2,
                summary: '2 pending',
                migrations: [
                  ...history.slice(0, -2).map(applied),
                  ...history.slice(-2).map(pending),
                ],
              },
            },
            {
              name: 'prod',
              protected: true,
              urlEnv: 'SHOP_PROD_URL',
              target: 'db.example.com:5432/shop',
              refreshing: false,
              standing: {
                ...known,
                databaseBytes: 2_700_000_000,
                behind: 2,
                summary: '1 failed, 2 pending',
                migrations: [
                  ...history.slice(0, -3).map(applied),
                  {
                    ...applied('20260923070215_payment_references_are_unique'),
                    state: 'failed',
                    say: 'It failed on 23 September 2026 after its first statement. Every deploy stops here until it is resolved.',
                  },
                  ...history.slice(-2).map(pending),
                ],
              },
            },
            {
              name: 'demo',
              protected: false,
              urlEnv: 'SHOP_DEMO_URL',
              target: 'demo.example.com:5432/shop',
              refreshing: false,
              standing: {
                kind: 'unknown',
                why: 'unreachable',
                say: 'demo.example.com:5432 did not answer within 10 seconds.',
                lastKnown: { readAt: minutesAgo(180), summary: '1 pending' },
              },
            },
          ],
        },
      ],
    },
    plans: {
      projects: [
        {
          project,
          name: 'shop',
          plans: [
            {
              uri: `${project}/prisma/plans/20260817150000_split_customer_name`,
              readmeUri: `${project}/README.md`,
              name: '20260817150000_split_customer_name',
              title: 'Split customers.name',
              recipe: 'split-column',
              phases: [
                {
                  name: 'Expand',
                  state: 'written',
                  say: 'In the migrations folder; deployed with the next deploy.',
                  uri: file('20260817154631_orders_can_be_returned'),
                },
                { name: 'Migrate', state: 'written', say: 'Backfill of 200,000 rows.' },
                {
                  name: 'Contract',
                  state: 'held back',
                  say: 'Waits until every environment is through the backfill.',
                },
              ],
              proofs: [
                'No drift in any phase.',
                'The last phase is the schema that was asked for.',
                'Old and new code wrote 400 times between the batches: no row differed.',
              ],
            },
          ],
        },
      ],
    },
  }
}

const history = [
  '20251104091512_init',
  '20251111143005_add_payments',
  '20251125084210_compare_emails_without_case',
  '20251209102233_ship_orders',
  '20260114073044_add_carts',
  '20260127161820_never_below_zero',
  '20260210120133_search_products_by_name',
  '20260303090907_keep_stock_by_movements',
  '20260325111500_index_orders_by_date',
  '20260428134502_add_coupons',
  '20260609081122_add_reviews',
  '20260817154631_orders_can_be_returned',
  '20260901130940_keep_titles_and_phones',
  '20260923070215_payment_references_are_unique',
  '20261012093344_ask_before_marketing',
  '20261103161407_order_items_need_a_title',
]
