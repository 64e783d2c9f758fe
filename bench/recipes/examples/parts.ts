/** A table that many examples change: `fields` and `attributes` are the example's. */
export function customer(fields: string, attributes = ''): string {
  return `
model Customer {
  id        Int      @id @default(autoincrement())
  email     String   @unique
  createdAt DateTime @default(now())
${lines(fields)}${lines(attributes)}}
`
}

/** Fills it: `columns` and `values` are the example's, over `n`, the row's number. */
export function customers(columns: readonly string[], values: readonly string[]): string {
  const names = ['email', ...columns].map((name) => `"${name}"`).join(', ')
  const made = [`'customer' || n || '@example.com'`, ...values].join(', ')
  return `INSERT INTO "Customer" (${names}) SELECT ${made} FROM generate_series(1, :rows) n`
}

/** Teams with members: the parents are a hundredth of the rows. */
export function team(fields: string, attributes = '', back = '  members Member[]\n'): string {
  return `
model Team {
  id      Int      @id @default(autoincrement())
  name    String
${back}}

model Member {
  id      Int      @id @default(autoincrement())
  name    String
${lines(fields)}${lines(attributes)}}
`
}

export const teams = `INSERT INTO "Team" ("name") SELECT 'Team ' || n FROM generate_series(1, greatest(:rows / 100, 10)) n`

/** A team for each member, by its number. */
export const someTeam = '1 + n % greatest(:rows / 100, 10)'

export const members = `INSERT INTO "Member" ("name", "teamId") SELECT 'Member ' || n, ${someTeam} FROM generate_series(1, :rows) n`

function lines(text: string): string {
  return text === '' ? '' : `  ${text.trim().split('\n').join('\n  ')}\n`
}
