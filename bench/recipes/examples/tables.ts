import type { RecipeExample } from '../example.js'
import { customer, customers } from './parts.js'

const article = (model: string, table = '') => `
model ${model} {
  id       Int      @id @default(autoincrement())
  title    String
  writtenAt DateTime @default(now())
  comments Comment[]
  @@index([title])
${table}}

model Comment {
  id        Int     @id @default(autoincrement())
  articleId Int
  article   ${model} @relation(fields: [articleId], references: [id], onDelete: Cascade)
}
`

const inSchemas = (schema: string) =>
  `datasource db {
  provider = "postgresql"
  schemas  = ["public", "blog"]
}
${article('Article', `  @@schema("${schema}")\n`).replace('onDelete: Cascade)\n', 'onDelete: Cascade)\n  @@schema("public")\n')}`

const articles = (schema = 'public') => [
  `INSERT INTO ${schema}."Article" ("title") SELECT 'Title ' || n FROM generate_series(1, :rows) n`,
  `INSERT INTO "Comment" ("articleId") SELECT n FROM generate_series(1, :rows / 10) n`,
]

const books = (book: string, author: string, further = '') => `
model Book {
  id    Int    @id @default(autoincrement())
  title String
${book}}

model Author {
  id   Int    @id @default(autoincrement())
  name String
${author}}
${further}`

const authors = `INSERT INTO "Author" ("name") SELECT 'Author ' || n FROM generate_series(1, greatest(:rows / 100, 10)) n`
const someAuthor = '1 + n % greatest(:rows / 100, 10)'

/** Tables that are split, joined, renamed, moved and dropped. */
export const tableExamples: readonly RecipeExample[] = [
  { recipe: 'rename-table', before: article('Article'), after: article('Post'), rows: articles() },
  {
    recipe: 'move-schema',
    first: 'CREATE SCHEMA blog;',
    before: inSchemas('public'),
    after: inSchemas('blog'),
    rows: articles(),
  },
  {
    recipe: 'drop-table',
    before: `${customer('name String')}
model Draft {
  id   Int    @id @default(autoincrement())
  text String
}
`,
    after: customer('name String'),
    rows: [
      customers(['name'], [`'Customer ' || n`]),
      `INSERT INTO "Draft" ("text") SELECT 'Draft ' || n FROM generate_series(1, :rows) n`,
    ],
  },
  {
    recipe: 'split-table',
    before: customer('bio String?\nborn DateTime?'),
    after: `${customer('profile Profile?')}
model Profile {
  customerId Int       @id
  bio        String?
  born       DateTime?
  customer   Customer  @relation(fields: [customerId], references: [id], onDelete: Cascade)
}
`,
    rows: [
      customers(
        ['bio', 'born'],
        [`CASE WHEN n % 3 > 0 THEN 'Likes ' || n END`, `timestamp '1990-01-01' + n * interval '1 hour'`],
      ),
    ],
  },
  {
    recipe: 'many-to-many',
    before: books(
      '  authorId Int?\n  author Author? @relation(fields: [authorId], references: [id])\n  @@index([authorId])\n',
      '  books Book[]\n',
    ),
    after: books('  authors Author[]\n', '  books Book[]\n'),
    rows: [
      authors,
      `INSERT INTO "Book" ("title", "authorId") SELECT 'Book ' || n, ${someAuthor} FROM generate_series(1, :rows) n`,
    ],
  },
  {
    recipe: 'explicit-join-model',
    before: books('  authors Author[]\n', '  books Book[]\n'),
    after: books(
      '  authorships Authorship[]\n',
      '  authorships Authorship[]\n',
      `
model Authorship {
  bookId   Int
  authorId Int
  role     String @default("author")
  book     Book   @relation(fields: [bookId], references: [id], onDelete: Cascade)
  author   Author @relation(fields: [authorId], references: [id], onDelete: Cascade)
  @@id([bookId, authorId])
  @@index([authorId])
}
`,
    ),
    rows: [
      authors,
      `INSERT INTO "Book" ("title") SELECT 'Book ' || n FROM generate_series(1, :rows) n`,
      `INSERT INTO "_AuthorToBook" ("A", "B") SELECT ${someAuthor}, n FROM generate_series(1, :rows) n`,
    ],
  },
  {
    recipe: 'value-to-table',
    before: customer('phone String?'),
    after: `${customer('phones Phone[]')}
model Phone {
  id         Int      @id @default(autoincrement())
  customerId Int
  isPrimary  Boolean  @default(false)
  number     String
  customer   Customer @relation(fields: [customerId], references: [id], onDelete: Cascade)
}
`,
    rows: [customers(['phone'], [`CASE WHEN n % 4 > 0 THEN '+49 ' || n END`])],
  },
  {
    recipe: 'merge-tables',
    fixed: ['kind', 'legacyId'],
    before: `
model Cat {
  id    Int    @id @default(autoincrement())
  name  String
  lives Int    @default(9)
}

model Dog {
  id    Int     @id @default(autoincrement())
  name  String
  barks Boolean
}
`,
    after: `
enum PetKind {
  CAT
  DOG
}

model Pet {
  id       Int      @id @default(autoincrement())
  kind     PetKind
  legacyId Int?
  name     String
  lives    Int?
  barks    Boolean?
  @@unique([kind, legacyId])
}
`,
    rows: [
      `INSERT INTO "Cat" ("name") SELECT 'Cat ' || n FROM generate_series(1, :rows) n`,
      `INSERT INTO "Dog" ("name", "barks") SELECT 'Dog ' || n, n % 2 = 0 FROM generate_series(1, :rows) n`,
    ],
  },
]
