import assert from 'node:assert/strict'
import fc from 'fast-check'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { itemsOf } from '../../../server/src/sql/scriptUnits.js'
import { subtractScript } from '../../../server/src/sql/subtractScript.js'
import { withLineEnd } from '../../../server/src/text/lineEnds.js'

const parser = await loadSqlParser()

suite('laws of subtracting', () => {
  test('a script without its own actions is empty', () =>
    fc.assert(
      fc.property(script, (text) => {
        assert.equal(subtract(text, text), '')
      }),
    ))

  test('a script without the actions of an empty script is itself', () =>
    fc.assert(
      fc.property(script, (text) => {
        assert.equal(subtract(text, ''), text)
      }),
    ))

  test('what is left parses, and holds exactly the actions that are not known, in their order', () =>
    fc.assert(
      fc.property(script, script, (text, known) => {
        const left = subtract(text, known)
        assert.ok(parser.parse(left).every(({ kind }) => kind === 'parsed'))
        assert.deepEqual(keysOf(left), difference(keysOf(text), keysOf(known)))
      }),
    ))

  test('every comment header that is left stands over a statement', () =>
    fc.assert(
      fc.property(script, script, (text, known) => {
        const left = subtract(text, known)
        assert.doesNotMatch(left, /-- (Alter|Create|Drop)\w+\s+(-- (Alter|Create|Drop)|$)/)
        assert.doesNotMatch(left, /;\s*;|^\s|\n{3}/)
      }),
    ))

  test('Windows line ends make no difference', () =>
    fc.assert(
      fc.property(script, script, (text, known) => {
        const left = subtract(withLineEnd(text, '\r\n'), known)
        assert.equal(left, withLineEnd(subtract(text, known), '\r\n'))
      }),
    ))
})

function subtract(text: string, known: string): string {
  return subtractScript(text, parser.parse(text), parser.parse(known))
}

function keysOf(text: string): readonly string[] {
  return itemsOf(parser.parse(text)).map(({ key }) => key)
}

/** Each known key takes away its first occurrences. */
function difference(keys: readonly string[], known: readonly string[]): readonly string[] {
  const rest = [...known]
  return keys.filter((key) => {
    const index = rest.indexOf(key)
    if (index !== -1) rest.splice(index, 1)
    return index === -1
  })
}

const table = fc.constantFrom('"A"', '"b"."C"', '"é😀"')

/** Commands on columns that no other command drops and makes anew. */
const command = fc.constantFrom(
  'ADD COLUMN     "new1" TEXT',
  `ADD COLUMN     "new2" NUMERIC(10,2) NOT NULL DEFAULT round(1.5, 0)`,
  `ADD COLUMN     "ü" TEXT[] DEFAULT ARRAY['a', ',']::TEXT[]`,
  'DROP COLUMN "old1"',
  'DROP COLUMN "old2"',
  'ALTER COLUMN "c" SET NOT NULL',
  `ALTER COLUMN "c" SET DEFAULT ','`,
  'DROP CONSTRAINT "k"',
)

const alterTable = fc
  .tuple(table, fc.uniqueArray(command, { minLength: 1, maxLength: 5 }))
  .map(([name, commands]) => `-- AlterTable\nALTER TABLE ${name} ${commands.join(',\n')};\n`)

const wholeStatement = fc.constantFrom(
  '-- CreateTable\nCREATE TABLE "N" (\n    "id" TEXT NOT NULL,\n\n    CONSTRAINT "N_pkey" PRIMARY KEY ("id")\n);\n',
  '-- CreateIndex\nCREATE INDEX "i" ON "A"("c");\n',
  '-- DropTable\nDROP TABLE "O";\n',
  `-- AlterEnum\n-- Two values.\n\nALTER TYPE "E" ADD VALUE 'x';\nALTER TYPE "E" ADD VALUE 'y';\n`,
  `-- AlterEnum\nBEGIN;\nCREATE TYPE "F_new" AS ENUM ('x');\nDROP TYPE "F_old";\nCOMMIT;\n`,
)

const script = fc
  .array(fc.oneof(alterTable, wholeStatement), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('\n'))
