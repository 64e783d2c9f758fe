import { fresh, people, type CasesOfSection } from './safeCase.js'

const to = (column: string, type: string) =>
  `ALTER TABLE "User" ALTER COLUMN "${column}" TYPE ${type};`
const post = 'ALTER TABLE "Post" ALTER COLUMN "id" TYPE BIGINT;'

export const types: CasesOfSection = {
  'alter-type-rewrite': {
    fires: to('age', 'BIGINT'),
    safe: [
      [
        'A wider or unlimited `VARCHAR`',
        to('code', 'VARCHAR(20)'),
        to('code', 'TEXT'),
        to('name', 'VARCHAR'),
        to('price', 'NUMERIC(12,2)'),
        to('at', 'TIMESTAMP(6)'),
      ],
      ['Between `TIMESTAMP` and', `SET timezone TO 'UTC'; ${to('exact', 'TIMESTAMPTZ(6)')}`],
      ['`USING` with nothing but', `${to('code', 'TEXT USING "code"::TEXT')}`],
      ['The table is new', fresh],
    ],
  },
  'alter-type-index-rebuild': {
    fires: to('label', 'TEXT'),
    safe: [
      ['No index holds', to('bio', 'VARCHAR')],
      ['`VARCHAR(10)` to', to('code', 'VARCHAR(20)'), to('code', 'TEXT')],
      ['The table is new', fresh],
    ],
  },
  'alter-type-recheck': {
    fires: to('checked', 'TEXT'),
    safe: [
      ['No `CHECK` reads', to('code', 'TEXT')],
      ['The table is new', fresh],
    ],
  },
  'alter-type-fk-revalidate': {
    fires: 'ALTER TABLE "Post" ALTER COLUMN "userId" TYPE BIGINT;',
    safe: [
      ['Types that are stored alike', 'ALTER TABLE "Tag" ALTER COLUMN "code" TYPE TEXT;'],
      ['The table is new', fresh],
    ],
  },
  'alter-type-narrowing': {
    fires: to('code', 'VARCHAR(5)'),
    safe: [
      ['Every value fits', people],
      ['The new type holds every', to('external', 'VARCHAR(36)'), to('whole', 'INTEGER')],
      ['The table is new', fresh],
    ],
  },
  'alter-type-lossy': {
    fires: to('price', 'NUMERIC(10,1)'),
    safe: [
      ['No value has what', people],
      ['The new type keeps', to('price', 'NUMERIC(12,2)'), to('age', 'BIGINT')],
      ['The table is new', fresh],
    ],
  },
  'alter-type-uncastable': {
    fires: to('name', 'INTEGER'),
    safe: [['`USING c::type` is written', to('name', 'INTEGER USING "name"::INTEGER')]],
  },
  'alter-type-default-uncastable': {
    fires: to('role', 'INTEGER USING 1'),
    safe: [
      [
        'The default can be cast',
        to('score', 'BIGINT'),
        `ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT; ${to('role', 'TEXT')}`,
      ],
    ],
  },
  'alter-type-blocked-by-dependent': {
    fires: to('shown', 'VARCHAR'),
    safe: [
      [
        'What stands on the column',
        `DROP VIEW "Shown"; ${to('shown', 'VARCHAR')} CREATE VIEW "Shown" AS SELECT "shown" FROM "User";`,
      ],
    ],
  },
  'alter-type-sequence-left': {
    fires: post,
    safe: [
      ['An identity column', to('number', 'BIGINT')],
      [
        'The script changes the sequence',
        `ALTER SEQUENCE "Post_id_seq" AS bigint; ${post}`,
        `${post} ALTER SEQUENCE "Post_id_seq" AS bigint;`,
      ],
      ['The table is new', fresh],
    ],
  },
  'alter-type-cached-plan': {
    fires: to('bio', 'VARCHAR'),
    safe: [
      ['Every connection is opened', people],
      ['The client does not prepare', people],
      ['The table is new', fresh],
    ],
  },
  'alter-type-client-reads': {
    fires: to('age', 'BIGINT'),
    safe: [
      [
        'Prisma has one type for both',
        to('bio', 'UUID USING "bio"::uuid'),
        to('at', 'TIMESTAMPTZ(3)'),
      ],
      [
        'One enum takes the place',
        `ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT; ${to('role', '"Rank" USING "role"::text::"Rank"')}`,
      ],
      ['The application is stopped', fresh],
    ],
  },
  'collation-change': {
    fires: to('name', 'TEXT COLLATE "C"'),
    safe: [
      ['No index holds', to('bio', 'TEXT COLLATE "C"')],
      ['The table is new', fresh],
    ],
  },
  'prisma-drop-and-recreate': {
    fires: {
      sql: 'ALTER TABLE "User" DROP COLUMN "bio", ADD COLUMN "bio" INTEGER;',
      target: 'model User {\n id Int @id\n bio Int?\n}',
    },
    safe: [
      ['The column is empty everywhere', people],
      [
        'An earlier statement of the file',
        'ALTER TABLE "User" ADD COLUMN "old" TEXT; UPDATE "User" SET "old" = "bio"; ALTER TABLE "User" DROP COLUMN "bio", ADD COLUMN "bio" INTEGER;',
      ],
      ['The table is new', fresh],
    ],
  },
}
