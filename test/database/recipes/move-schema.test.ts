import { provesPlans } from './proved.js'

const models = (schema: string, table = 'User', schemas = '"crm", "public"') => `
datasource db {
  provider = "postgresql"
  schemas  = [${schemas}]
}
enum Kind {
  A
  B
  @@schema("public")
}
model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  kind  Kind   @default(B)
  posts Post[]
  @@map("${table}")
  @@schema("${schema}")
}
model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
  @@schema("public")
}
`

suite('move-schema: proved on a real server', () => {
  provesPlans('move-schema', {
    'to a schema that is not there yet': {
      before: models('public', 'User', '"public"'),
      after: models('crm'),
    },
    'back to public, under another name': {
      before: models('crm', "It's"),
      after: models('public', 'people'),
    },
  })
})
