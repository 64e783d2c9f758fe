import assert from 'node:assert/strict'
import ts from 'typescript'
import { applicationCode } from '../../../server/src/features/applicationCode/applicationCode.js'
import { clientModule } from '../../../server/src/features/applicationCode/clientModule.js'
import type { PlanDocument } from '../../../server/src/plans/document/planDocument.js'
import { readPlan } from '../../../server/src/plans/document/readPlan.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import type { PlanDraft } from '../../../server/src/recipes/recipe.js'
import { schemaOf } from '../../support/rules.js'
import { draft, folderOf, written } from '../../unit/plans/smallPlan.js'

// As much of a generated client as the code uses, with the types that Prisma gives it.
const client = `
type Row = { id: number; fullName: string | null; first: string | null; last: string | null; slug: string | null }
type Selected<S> = { [K in keyof S & keyof Row]: Row[K] }
type Where = { id: number } | { tenant_id: { tenant: string; id: number } }
interface UserDelegate {
  findUnique<S extends { [K in keyof Row]?: true }>(args: { where: Where; select: S }): Promise<Selected<S> | null>
  update(args: { where: Where; data: { [K in keyof Row]?: Row[K] } }): Promise<Row>
}
export declare class PrismaClient {
  readonly user: UserDelegate
  $queryRaw<T = unknown>(query: TemplateStringsArray, ...values: unknown[]): Promise<T>
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): Promise<number>
  $transaction<R>(work: (transaction: Omit<PrismaClient, '$transaction'>) => Promise<R>): Promise<R>
}`

const renamed = 'model User {\n id Int @id\n fullName String?\n name String? @ignore\n}'
const split =
  'model User {\n tenant String @db.Uuid\n id Int\n first String?\n last String?\n name String? @ignore\n @@id([tenant, id])\n}'
const rename = documentOf({})
const splitting = documentOf({
  recipe: 'split-column',
  subject: { model: 'User', table: 'public.User', columns: ['name', 'first', 'last'] },
  answers: {
    first: `split_part("name", ' ', 1)`,
    last: String.raw`regexp_replace("name", '^\S+ ?', '')`,
    name: `concat_ws(' ', "first", "last")`,
  },
  fields: ['first', 'last'],
})
const required = documentOf({
  recipe: 'add-required-column',
  subject: { model: 'User', table: 'public.User', columns: ['slug'] },
  fields: ['slug'],
})

suite('the application code of a plan', function () {
  this.timeout(60_000)

  test('of a renamed column reads either shape, and writes both in one transaction', () => {
    const code = codeOf(rename, renamed)
    assert.deepEqual(problemsOf(code), [])
    assert.match(code, /SELECT "name" AS "fullName" FROM "User"/)
    assert.match(code, /UPDATE "User" SET "name" = "fullName"\n/)
    assert.match(code, /WHERE "id" = \$\{key\.id\}::integer`/)
    assert.doesNotMatch(code, /to\w+\(/)
  })

  test('of a split column has the plan’s own expressions, for values and for rows, in a template', () => {
    const code = codeOf(splitting, split)
    assert.deepEqual(problemsOf(code), [])
    assert.ok(code.includes(String.raw`(regexp_replace("name", '^\\S+ ?', '')) AS "last"`))
    assert.match(code, /FROM \(SELECT \$\{source\.name\}::text AS "name"\) AS source/)
    assert.match(code, /SET "name" = \(concat_ws\(' ', "first", "last"\)\)/)
  })

  test('finds a row by all fields of its key, with their types', () => {
    const code = codeOf(splitting, split)
    assert.match(code, /where: \{ tenant_id: \{ tenant: key\.tenant, id: key\.id \} \}/)
    assert.match(code, /"tenant" = \$\{key\.tenant\}::uuid AND "id" = \$\{key\.id\}::integer/)
  })

  test('of a new required column makes the field required where the client does not yet', () => {
    const code = codeOf(required, 'model User {\n id Int @id\n slug String?\n}')
    assert.deepEqual(problemsOf(code), [])
    assert.deepEqual(problemsOf(`${code}\nwithUserSlug({ id: 1, slug: 'a' }).slug.length`), [])
    assert.notDeepEqual(problemsOf(`${code}\nwithUserSlug({ id: 1 })`), [])
  })

  test('is refused by the compiler where it is used wrongly: the types are worth something', () =>
    assert.notDeepEqual(
      problemsOf(`${codeOf(rename, renamed)}\nvoid readUserFullName(null!, { id: 'a' }, 'new')`),
      [],
    ))

  test('is refused with the reason where none can be written', () => {
    const refusal = (document: PlanDocument, models: string) => {
      const code = applicationCode(document, schemaOf(models), 'client')
      return code.kind === 'refusal' ? code.say : 'not refused'
    }
    assert.match(refusal(rename, 'model Other {\n id Int @id\n}'), /no model "User" any more/)
    assert.match(
      refusal(rename, 'model User {\n id Int @id\n name String? @ignore\n}'),
      /adds no field that the application would have to write/,
    )
    assert.match(
      refusal(rename, renamed.replace('id Int @id', 'id Int @unique')),
      /"User" has no key/,
    )
    assert.match(
      refusal(rename, renamed.replace('fullName String?', 'fullName Json?')),
      /"fullName" is of a type for which no code is written: Json/,
    )
  })
})

suite('the module of the client', () => {
  const from = (generator: string) =>
    clientModule(
      [readSchema('file:///shop/prisma/schema.prisma', `generator client {\n${generator}\n}`)],
      '/shop/prisma/plans/1_rename',
      (uri) => uri.replace('file://', ''),
    )

  test('is where the generator puts it, seen from the folder of the plan', () => {
    assert.equal(
      from('provider = "prisma-client"\noutput = "../src/generated/prisma"'),
      '../../../src/generated/prisma/client',
    )
    assert.equal(from('provider = "prisma-client-js"\noutput = "./client"'), '../../client')
    assert.equal(from('provider = "prisma-client-js"'), '@prisma/client')
    assert.equal(from('provider = "prisma-erd-generator"\noutput = "./erd"'), '@prisma/client')
  })
})

function codeOf(document: PlanDocument, models: string): string {
  const code = applicationCode(document, schemaOf(models), './client')
  assert.ok(code.kind === 'code', code.kind === 'refusal' ? code.say : '')
  return code.text
}

function documentOf(
  plan: Partial<Pick<PlanDraft, 'recipe' | 'subject' | 'answers'>> & {
    readonly fields?: readonly string[]
  },
): PlanDocument {
  const { fields = ['fullName'], ...own } = plan
  const phases = draft.phases.map((phase) =>
    phase.name === 'expand'
      ? {
          ...phase,
          schemaEdits: fields.map(
            (field) => ({ kind: 'putField', model: 'User', field, definition: 'String?' }) as const,
          ),
        }
      : phase,
  )
  const reading = readPlan(folderOf(written({ ...draft, ...own, phases })).get('plan.json') ?? '')
  assert.ok(reading.kind === 'plan')
  return reading.document
}

/** What the compiler says of the code beside that client. */
function problemsOf(code: string): readonly string[] {
  const texts = new Map([
    ['/client.ts', client],
    ['/application.ts', code],
  ])
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    skipLibCheck: true,
  }
  const host = ts.createCompilerHost(options)
  const program = ts.createProgram(['/application.ts'], options, {
    ...host,
    getSourceFile: (name, version) => {
      const text = texts.get(name)
      return text === undefined
        ? host.getSourceFile(name, version)
        : ts.createSourceFile(name, text, version)
    },
    fileExists: (name) => texts.has(name) || host.fileExists(name),
    readFile: (name) => texts.get(name) ?? host.readFile(name),
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
