import assert from 'node:assert/strict'
import { recipeOffers } from '../../../server/src/project/pendingChange.js'
import { planOrder } from '../../../server/src/project/planOrder.js'
import type { RecipeOffer } from '../../../server/src/recipes/recipe.js'
import { changeFrom, type ChangeText } from '../recipes/pendingFrom.js'

const database = `
  CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
  CREATE TABLE "Post" ("id" INTEGER NOT NULL, "userId" INTEGER NOT NULL, "title" TEXT, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id"));`
const before = `model User {\n id Int @id\n name String?\n posts Post[]\n}
model Post {\n id Int @id\n userId Int\n title String?\n user User @relation(fields: [userId], references: [id])\n}`

suite('the order of several plans', () => {
  test('changes of different columns are plans that nothing binds', () =>
    assert.deepEqual(
      orderOf({
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL; ALTER TABLE "Post" ALTER COLUMN "title" SET NOT NULL;',
        before,
        after: before.replaceAll('String?', 'String'),
      }),
      { plans: ['set-not-null name', 'set-not-null title'], waiting: [], instead: [] },
    ))

  test('of two changes of one column the second waits until the plan of the first has ended', () =>
    assert.deepEqual(
      orderOf({
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL; CREATE UNIQUE INDEX "User_name_key" ON "User"("name");',
        before,
        after: before.replace('name String?', 'name String @unique'),
      }),
      { plans: ['set-not-null name'], waiting: ['add-unique name'], instead: [] },
    ))

  test('what a foreign key leads to changes behind the key, though it is offered before it', () => {
    const { plans } = orderedOf({
      database,
      sql: 'ALTER TABLE "User" DROP COLUMN "id"; ALTER TABLE "Post" DROP COLUMN "userId";',
      before,
      after: 'model User {\n name String? @unique\n}\nmodel Post {\n id Int @id\n title String?\n}',
    })
    assert.deepEqual(
      plans.map(({ offer, after }) => [...offer.subject.columns, ...after.map(nameOf)]),
      [['userId'], ['id', 'drop-column userId']],
    )
  })

  test('what names a table comes behind the plan that makes it', () => {
    const [, reference, table] = actionsOf(
      'SELECT 1; ALTER TABLE "Post" ADD CONSTRAINT "fk" FOREIGN KEY ("tagId") REFERENCES "Tag"("id"); CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY);',
    )
    assert.ok(reference && table)
    const ordered = planOrder(
      [offer('refer', 'public.Post', 'tagId', reference), offer('make', 'public.Tag', 'id', table)],
      { tables: {} },
    )
    assert.deepEqual(
      ordered.plans.map((plan) => [plan.offer.recipe, ...plan.after.map(({ recipe }) => recipe)]),
      [['make'], ['refer', 'make']],
    )
  })

  test('a circle keeps the order in which its plans were offered', () => {
    const [left, right] = actionsOf(
      'CREATE TABLE "A" ("id" INTEGER REFERENCES "B"("id")); CREATE TABLE "B" ("id" INTEGER REFERENCES "A"("id"));',
    )
    assert.ok(left && right)
    const ordered = planOrder(
      [offer('a', 'public.A', 'id', left), offer('b', 'public.B', 'id', right)],
      { tables: {} },
    )
    assert.deepEqual(
      ordered.plans.map((plan) => plan.offer.recipe),
      ['a', 'b'],
    )
  })

  test('a second way to make the same change is no further plan', () => {
    const [action] = actionsOf('ALTER TABLE "User" DROP COLUMN "name";')
    assert.ok(action)
    const ordered = planOrder(
      [offer('one', 'public.User', 'name', action), offer('two', 'public.User', 'name', action)],
      { tables: {} },
    )
    assert.deepEqual(
      ordered.instead.map(({ offer: other, of }) => [other.recipe, of.recipe]),
      [['two', 'one']],
    )
    assert.equal(ordered.plans.length, 1)
  })
})

function orderedOf(text: ChangeText) {
  const change = changeFrom(text)
  return planOrder(recipeOffers(change), change.catalogue)
}

function orderOf(text: ChangeText) {
  const { plans, waiting, instead } = orderedOf(text)
  const names = (list: readonly { readonly offer: RecipeOffer }[]) =>
    list.map((one) => nameOf(one.offer))
  return { plans: names(plans), waiting: names(waiting), instead: names(instead) }
}

function nameOf({ recipe, subject }: RecipeOffer): string {
  return [recipe, ...subject.columns].join(' ')
}

function actionsOf(sql: string) {
  const { script } = changeFrom({ database, sql, after: before })
  return script.statements.flatMap(({ statement }) =>
    statement.kind === 'parsed' ? statement.actions.slice(0, 1) : [],
  )
}

function offer(
  recipe: string,
  table: string,
  column: string,
  action: RecipeOffer['actions'][number],
): RecipeOffer {
  return {
    recipe,
    title: recipe,
    subject: { model: table, table, columns: [column] },
    actions: [action],
    questions: [],
    draft: () => ({ kind: 'refusal', say: 'Not asked for here.' }),
  }
}
