import assert from 'node:assert/strict'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { subtractScript } from '../../../server/src/sql/subtractScript.js'

const parser = await loadSqlParser()

suite('subtracting one script from another', () => {
  test('a statement goes with the comment over it', () =>
    checkSubtract({
      script: `-- CreateTable
CREATE TABLE "A" ("id" INT);

-- CreateIndex
CREATE INDEX "i" ON "A"("id");
`,
      known: 'CREATE TABLE "A" ("id" INT);',
      left: `-- CreateIndex
CREATE INDEX "i" ON "A"("id");
`,
    }))

  test('when the last statement goes, the script ends as it did before', () =>
    checkSubtract({
      script: '-- A\nSELECT 1;\n\n-- B\nSELECT 2;\n',
      known: 'SELECT 2',
      left: '-- A\nSELECT 1;\n',
    }))

  test('an ALTER TABLE loses single commands', () => {
    const script = `-- AlterTable
ALTER TABLE "A" DROP COLUMN "x",
ADD COLUMN     "y" TEXT,
ALTER COLUMN "z" SET NOT NULL;
`
    checkSubtract({
      script,
      known: 'ALTER TABLE "A" ADD COLUMN "y" TEXT',
      left: `-- AlterTable
ALTER TABLE "A" DROP COLUMN "x",
ALTER COLUMN "z" SET NOT NULL;
`,
    })
    checkSubtract({
      script,
      known: 'ALTER TABLE "A" DROP COLUMN "x", ALTER COLUMN "z" SET NOT NULL;',
      left: `-- AlterTable
ALTER TABLE "A" ADD COLUMN     "y" TEXT;
`,
    })
  })

  test('an ALTER TABLE goes when all of its commands go, wherever they are known from', () =>
    checkSubtract({
      script: '-- A\nALTER TABLE "A" DROP COLUMN "x",\nDROP COLUMN "y";\n\n-- B\nSELECT 1;\n',
      known: 'alter table "A" drop column "y"; ALTER TABLE "A" DROP COLUMN "x"',
      left: '-- B\nSELECT 1;\n',
    }))

  test('a command on another table is another command', () =>
    checkSubtract({
      script: 'ALTER TABLE "A" DROP COLUMN "x";',
      known: 'ALTER TABLE "B" DROP COLUMN "x"; ALTER TABLE s."A" DROP COLUMN "x";',
      left: 'ALTER TABLE "A" DROP COLUMN "x";',
    }))

  test('a comment between two commands goes with the command behind it', () => {
    const script = `ALTER TABLE a -- head
  DROP b, -- first
  /* second */ DROP c,
  -- third
  DROP d;`
    checkSubtract({
      script,
      known: 'ALTER TABLE a DROP c',
      left: `ALTER TABLE a -- head
  DROP b,
  -- third
  DROP d;`,
    })
    checkSubtract({
      script,
      known: 'ALTER TABLE a DROP b; ALTER TABLE a DROP c',
      left: `ALTER TABLE a -- head
  
  -- third
  DROP d;`,
    })
  })

  test('a comment over several statements stays until the last of them goes', () => {
    const script = `-- AlterEnum
-- This migration adds more than one value to an enum.


ALTER TYPE "E" ADD VALUE 'A';
ALTER TYPE "E" ADD VALUE 'B';

-- CreateIndex
CREATE INDEX "i" ON "A"("id");
`
    checkSubtract({
      script,
      known: `ALTER TYPE "E" ADD VALUE 'A'`,
      left: `-- AlterEnum
-- This migration adds more than one value to an enum.


ALTER TYPE "E" ADD VALUE 'B';

-- CreateIndex
CREATE INDEX "i" ON "A"("id");
`,
    })
    checkSubtract({
      script,
      known: `ALTER TYPE "E" ADD VALUE 'B'; ALTER TYPE "E" ADD VALUE 'A'`,
      left: `-- CreateIndex
CREATE INDEX "i" ON "A"("id");
`,
    })
  })

  test('a comment behind a statement on its line goes with it', () =>
    checkSubtract({
      script: 'SELECT 1; -- one\nSELECT 2; /* two */ -- and more\nSELECT 3; -- three\n',
      known: 'SELECT 2; SELECT 3',
      left: 'SELECT 1; -- one\n',
    }))

  test('a block comment about the whole script stays while anything stays', () => {
    const script = '/*\n  Warnings:\n*/\n-- A\nSELECT 1;\n\n-- B\nSELECT 2;\n'
    checkSubtract({ script, known: 'SELECT 1', left: '/*\n  Warnings:\n*/\n-- B\nSELECT 2;\n' })
    checkSubtract({ script, known: 'SELECT 1; SELECT 2', left: '' })
  })

  test('what is known once is taken away once', () =>
    checkSubtract({
      script: 'SELECT 1;\nSELECT 1;\nSELECT 2;\n',
      known: 'SELECT 1',
      left: 'SELECT 1;\nSELECT 2;\n',
    }))

  test('a block from BEGIN to COMMIT goes whole', () =>
    checkSubtract({
      script: `${enumSwap('A', "'x'")}\n${enumSwap('B', "'y'")}`,
      known: enumSwap('A', "'x'"),
      left: enumSwap('B', "'y'"),
    }))

  test('a block of which a part only is known stays whole', () => {
    const script = enumSwap('A', "'x', 'z'")
    checkSubtract({ script, known: enumSwap('A', "'x'"), left: script })
    checkSubtract({ script, known: 'DROP TYPE "A_old"', left: script })
  })

  test('a block that is never closed is a block to the end', () =>
    checkSubtract({
      script: 'SELECT 1;\nBEGIN;\nSELECT 2;\n',
      known: 'SELECT 2; SELECT 1',
      left: 'BEGIN;\nSELECT 2;\n',
    }))

  test('an index that is made anew with other columns is still dropped before', () => {
    const script = `-- DropIndex
DROP INDEX "i";

-- CreateIndex
CREATE INDEX "i" ON "A"("a", "b");
`
    checkSubtract({ script, known: 'DROP INDEX "i"', left: script })
    checkSubtract({ script, known: 'DROP INDEX "i"; CREATE INDEX "i" ON "A"("a")', left: script })
    checkSubtract({ script, known: script, left: '' })
  })

  for (const [what, both, first] of [
    [
      'column',
      'ALTER TABLE "A" DROP COLUMN "x",\nADD COLUMN "x" INT;',
      'ALTER TABLE "A" DROP COLUMN "x"',
    ],
    [
      'constraint',
      'ALTER TABLE "A" DROP CONSTRAINT "k",\nADD CONSTRAINT "k" PRIMARY KEY ("a");',
      'ALTER TABLE "A" DROP CONSTRAINT "k"',
    ],
    ['table', 'DROP TABLE "A";\nCREATE TABLE "A" ("x" INT);', 'DROP TABLE "A"'],
    ['type', `DROP TYPE "T";\nCREATE TYPE "T" AS ENUM ('a');`, 'DROP TYPE "T"'],
  ] as const) {
    test(`a ${what} that is dropped and made anew keeps both or none`, () => {
      checkSubtract({ script: both, known: first, left: both })
      checkSubtract({ script: both, known: both, left: '' })
    })
  }

  test('a statement that does not parse is compared as text', () =>
    checkSubtract({
      script: 'SELEC 1;\nSELEC 2;\n',
      known: 'selec   2',
      left: 'SELEC 1;\n',
    }))

  test('Windows line ends stay', () =>
    checkSubtract({
      script:
        '-- A\r\nALTER TABLE "A" DROP COLUMN "x",\r\nDROP COLUMN "y";\r\n\r\n-- B\r\nSELECT 1;\r\n',
      known: 'SELECT 1; ALTER TABLE "A" DROP COLUMN "x"',
      left: '-- A\r\nALTER TABLE "A" DROP COLUMN "y";\r\n',
    }))

  test('characters of several bytes move no cut', () =>
    checkSubtract({
      script: '-- é😀\nALTER TABLE "é😀" DROP "ü", DROP "😀", DROP a;',
      known: 'ALTER TABLE "é😀" DROP "😀"',
      left: '-- é😀\nALTER TABLE "é😀" DROP "ü", DROP a;',
    }))

  test('a script that shares nothing with the other comes back as it is', () => {
    const script = '\ufeff  ;; -- odd\n SELECT 1 ;;\n\n -- end'
    checkSubtract({ script, known: 'SELECT 2', left: script })
    checkSubtract({ script: '-- only a comment\n', known: 'SELECT 1', left: '-- only a comment\n' })
  })
})

function checkSubtract(of: { script: string; known: string; left: string }): void {
  const left = subtractScript(of.script, parser.parse(of.script), parser.parse(of.known))
  assert.equal(left, of.left)
}

/** As Prisma removes a value from an enum. */
function enumSwap(type: string, values: string): string {
  return `-- AlterEnum
BEGIN;
CREATE TYPE "${type}_new" AS ENUM (${values});
ALTER TABLE "T" ALTER COLUMN "c" TYPE "${type}_new" USING ("c"::text::"${type}_new");
ALTER TYPE "${type}" RENAME TO "${type}_old";
ALTER TYPE "${type}_new" RENAME TO "${type}";
DROP TYPE "${type}_old";
COMMIT;
`
}
