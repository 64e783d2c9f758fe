/** Schemas that exercise Prisma's naming; the engine says what each of them builds. */
export const handMadeSchemas: Readonly<Record<string, string>> = {
  'default names of keys, indexes and foreign keys': `datasource db {
  provider = "postgresql"
}
model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  first String
  last  String
  posts Post[]
  @@unique([first, last])
  @@index([last])
  @@index([last, first(sort: Desc)])
}
model Post {
  a      Int
  b      Int
  author User @relation(fields: [author_id], references: [id])
  author_id Int
  @@id([a, b])
}
`,
  'names follow the database, not the schema': `datasource db {
  provider = "postgresql"
}
model User {
  id    Int    @id @map("user_id")
  email String @unique @map("e_mail")
  posts Post[]
  @@map("users")
  @@index([email, id])
}
model Post {
  id       Int  @id
  author   User @relation(fields: [authorId], references: [id])
  authorId Int  @map("author_id")
  @@map("posts")
}
`,
  'names that the schema gives': `datasource db {
  provider = "postgresql"
}
model User {
  id    Int    @id(map: "users_primary")
  email String @unique(map: "users_email")
  first String
  posts Post[]
  @@unique([email, first], name: "clientName")
  @@unique([first, email], name: "client", map: "database_name")
  @@index([first], name: "old_word_for_map")
  @@index([email], map: "by_email")
}
model Post {
  a Int
  b Int
  author   User @relation("Authors", fields: [b], references: [id], map: "post_author")
  @@id([a, b], name: "client_id", map: "post_primary")
  @@index(fields: [b], type: Hash)
}
`.replace('posts Post[]', 'posts Post[] @relation("Authors")'),
  'long names are cut to 63 bytes': `datasource db {
  provider = "postgresql"
}
model ThisIsAModelWithAVeryLongNameThatGoesOn {
  id                                  Int @id
  aColumnWithAnEquallyLongNameIndeed  Int @unique
  anotherColumnWithAnEquallyLongName  Int
  other   Other @relation(fields: [anotherColumnWithAnEquallyLongName], references: [id])
  @@index([aColumnWithAnEquallyLongNameIndeed, anotherColumnWithAnEquallyLongName])
  @@unique([anotherColumnWithAnEquallyLongName, id])
}
model Other {
  id   Int @id
  many ThisIsAModelWithAVeryLongNameThatGoesOn[]
}
`,
  'a name is cut at a whole character': `datasource db {
  provider = "postgresql"
}
model Umlaut {
  id Int @id
  a  Int @map("äääääääääääääääääääääääääääääääää")
  b  Int @map("x😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")
  c  Int @map("日本語日本語日本語日本語日本語日本語")
  @@map("Umläutß")
  @@index([a])
  @@unique([b])
  @@index([c, a])
  @@unique([c])
}
`,
  ...cutsAtTheEdge(),
  'implicit many-to-many relations': `datasource db {
  provider = "postgresql"
}
model Tag {
  id    Int    @id
  posts Post[]
  pinned Post[] @relation("pinned")
  @@map("tags")
}
model Post {
  key   String @id @map("the_key")
  tags  Tag[]
  pins  Tag[] @relation("pinned")
}
model zebra {
  id Int @id
  As Ant[]
}
model Ant {
  id Int @id
  zs zebra[]
}
model Person {
  id Int @id
  zFriends Person[] @relation("friends")
  aFriends Person[] @relation("friends")
}
`,
  'implicit many-to-many relations with long names': `datasource db {
  provider = "postgresql"
}
model TheFirstModelWithAnUncommonlyLongName {
  id Int @id
  b  TheSecondModelWithAnUncommonlyLongName[]
}
model TheSecondModelWithAnUncommonlyLongName {
  id Int @id
  a  TheFirstModelWithAnUncommonlyLongName[]
}
model C {
  id Int @id
  ds D[] @relation("ARelationNameOfExactlyFiftyNineBytesWhichLeavesNoRoomAtAllX")
}
model D {
  id Int @id
  cs C[] @relation("ARelationNameOfExactlyFiftyNineBytesWhichLeavesNoRoomAtAllX")
}
`,
  'several schemas': `datasource db {
  provider = "postgresql"
  schemas  = ["base", "shop"]
}
model User {
  id     Int     @id
  role   Role
  orders Order[]
  labels Label[]
  @@schema("base")
}
model Order {
  id     Int  @id
  user   User @relation(fields: [userId], references: [id])
  userId Int  @unique
  @@schema("shop")
}
model Label {
  id    Int    @id
  users User[]
  @@schema("shop")
}
enum Role {
  ADMIN @map("admin")
  USER
  @@map("user_role")
  @@schema("shop")
}
`,
  'what the client ignores stays in the database': `datasource db {
  provider = "postgresql"
}
model User {
  id     Int    @id
  secret String @unique @ignore
  posts  Post[] @ignore
  tags   Tag[]  @ignore
}
model Post {
  id     Int  @id
  user   User @relation(fields: [userId], references: [id])
  userId Int
  @@ignore
}
model Tag {
  id    Int    @id
  users User[] @ignore
}
`,
  'without foreign keys': `datasource db {
  provider     = "postgresql"
  relationMode = "prisma"
}
model User {
  id    Int    @id
  posts Post[]
  tags  Tag[]
}
model Post {
  id     Int  @id
  user   User @relation(fields: [userId], references: [id])
  userId Int
}
model Tag {
  id    Int    @id
  users User[]
}
`,
  'views make nothing': `datasource db {
  provider = "postgresql"
}
generator client {
  provider        = "prisma-client"
  previewFeatures = ["views"]
}
model User {
  id     Int     @id
  report Report?
}
view Report {
  userId Int  @unique
  user   User @relation(fields: [userId], references: [id])
}
`,
  'every kind of column': `datasource database {
  provider = "postgresql"
}
model Kinds {
  id      BigInt   @id @default(autoincrement()) @database.BigInt
  text    String   @database.VarChar(20)
  flag    Boolean  @default(true)
  amount  Decimal  @database.Decimal(10, 2)
  at      DateTime @default(now()) @database.Timestamptz(3)
  tags    String[]
  json    Json?
  bytes   Bytes
  role    Role     @default(USER)
  roles   Role[]
  search  Unsupported("tsvector")?
  uuid    String   @default(dbgenerated("gen_random_uuid()")) @database.Uuid
  search2 String
  parent   Kinds?  @relation("tree", fields: [parentId], references: [id])
  parentId BigInt?
  children Kinds[] @relation("tree")
  @@index([tags], type: Gin)
  @@index([search2(ops: raw("text_pattern_ops"))])
}
enum Role {
  USER
  ADMIN
}
`,
  'partial indexes': `datasource db {
  provider = "postgresql"
}
generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes"]
}
model A {
  id     Int     @id
  active Boolean
  name   String
  @@index([name], where: { active: true })
  @@unique([name, id], where: raw("active"))
}
`,
}

/** Lengths around the limit, for each suffix. */
function cutsAtTheEdge(): Record<string, string> {
  const models = [55, 56, 57, 58, 59, 60].map((length) => {
    const name = `M${String(length)}`.padEnd(length, 'x')
    return `model ${name} {\n  i Int @id\n  @@index([i])\n  @@unique([i])\n  r Int\n  o ${name} @relation("s${String(length)}", fields: [r], references: [i])\n  p ${name}[] @relation("s${String(length)}")\n}\n`
  })
  return {
    'names at the edge of 63 bytes': `datasource db {\n  provider = "postgresql"\n}\n${models.join('')}`,
  }
}
