import { planVersion } from './planDocument.js'
import { schemaEditShape } from './schemaEditShape.js'
import type { ObjectShape, Shape } from './shape.js'
import { moment, names, phaseName, sentence } from './shapeParts.js'
import { step } from './stepShape.js'
import { estimate, removal, windows } from './timesShape.js'

/** Into the plan's own folder, or to a migration beside it: nothing else is ever read or moved. */
const path = {
  kind: 'text',
  describe:
    'Path of the file, relative to this one: in this folder, or migration.sql of a folder of the migrations.',
  pattern:
    '^(\\.\\./\\.\\./(?!\\.)[^/\\\\]+/(?!\\.)[^/\\\\]+/migration\\.sql|(?!\\.)[\\w.-]+(/(?!\\.)[\\w.-]+)?)$',
  means: 'a path within the folder of the plan, or ../../migrations/<name>/migration.sql',
} as const satisfies Shape

const sha256 = {
  kind: 'text',
  describe: 'SHA-256 of the text with LF line ends, by which an edit is noticed.',
  pattern: '^[0-9a-f]{64}$',
  means: '64 hexadecimal digits',
} as const satisfies Shape

const file = (describe: string) =>
  ({
    kind: 'object',
    describe,
    required: ['path', 'sha256'],
    properties: { path, sha256 },
  }) as const satisfies ObjectShape

const phase = {
  kind: 'object',
  describe: 'One deployment, or several that follow each other without anything in between.',
  required: ['name', 'explanation', 'application', 'files', 'schemaEdits', 'rollback'],
  properties: {
    name: phaseName,
    explanation: sentence('What the phase does.'),
    application: sentence('What the application must do before the next phase.'),
    files: {
      kind: 'list',
      describe: 'The migrations of the phase, in the order in which they run.',
      items: {
        kind: 'object',
        describe: 'A migration, or a file that becomes one when the phase is promoted.',
        required: ['path', 'sha256', 'step', 'kind'],
        properties: {
          path,
          sha256,
          step: sentence("Last part of the migration folder's name."),
          kind: {
            kind: 'choice',
            describe:
              'transaction: BEGIN to COMMIT; alone: one statement that refuses a transaction; scan: one long scan under a weak lock.',
            values: ['transaction', 'alone', 'scan'],
          },
        },
      },
    },
    schemaEdits: {
      kind: 'list',
      describe: 'Edits of schema.prisma that belong to the phase.',
      items: schemaEditShape,
    },
    rollback: {
      kind: 'object',
      describe: 'The way back.',
      required: ['loses'],
      properties: {
        loses: sentence('What is lost on the way back.'),
        file: file('A migration that takes the phase back; without it there is no way back.'),
        schemaEdits: {
          kind: 'list',
          describe:
            'Edits of schema.prisma that take those of the phase back; without them it has to be restored by hand.',
          items: schemaEditShape,
        },
      },
    },
    promoted: {
      kind: 'object',
      describe: 'That the phase was moved into the migrations folder.',
      required: ['at', 'confirmed'],
      properties: {
        at: moment('When.'),
        confirmed: names('Gates that nothing could measure and somebody answered for.'),
      },
    },
    takenBack: {
      kind: 'object',
      describe: 'That the phase was taken back after its last promotion.',
      required: ['at', 'migration'],
      properties: {
        at: moment('When.'),
        migration: sentence('Name of the migration that takes it back.'),
      },
    },
  },
} as const satisfies ObjectShape

const subject = {
  kind: 'object',
  describe: 'What the plan is about. No other plan may be about the same column at the same time.',
  required: ['model', 'table', 'columns'],
  properties: {
    model: sentence('Name of the model.'),
    table: sentence('schema.name of the table.'),
    columns: names('Names of the columns.'),
    others: {
      kind: 'list',
      describe: 'Columns of other tables that the plan changes too.',
      items: {
        kind: 'object',
        describe: 'Columns of one table.',
        required: ['table', 'columns'],
        properties: {
          table: sentence('schema.name of the table.'),
          columns: names('Names of the columns.'),
        },
      },
    },
  },
} as const satisfies ObjectShape

const approval = {
  kind: 'object',
  describe: 'What people have to agree to before a phase.',
  required: ['phase', 'gates', 'why'],
  properties: {
    phase: phaseName,
    gates: {
      kind: 'list',
      describe: 'The gates that must be open.',
      items: {
        kind: 'choice',
        describe:
          'G1: the migrate phase is verified in that environment. G2: in every environment, and no old version writes any more.',
        values: ['G1', 'G2'],
      },
    },
    why: sentence('Why somebody has to look at it.'),
  },
} as const satisfies ObjectShape

const backfill = {
  kind: 'object',
  describe: 'The job that brings existing rows into the new shape, a batch at a time.',
  required: ['path', 'sha256', 'table', 'key', 'from'],
  properties: {
    path,
    sha256,
    table: sentence('schema.name of the table.'),
    key: names('Key columns in their order, one parameter of the batch each.'),
    from: names('The least key, to begin with.'),
  },
} as const satisfies ObjectShape

const rehearsal = {
  kind: 'object',
  describe: 'What a proof needs to know beside the files.',
  required: ['table', 'oldColumns', 'newColumns', 'corruption'],
  properties: {
    table: sentence('schema.name of the table that both versions of the application write.'),
    oldColumns: names('Columns that the old version knows.'),
    newColumns: names('Columns that the new version knows.'),
    divergence: sentence('Query for migrated rows whose two shapes disagree.'),
    enforces: names('Constraints and unique indexes that the plan adds to refuse writes.'),
    settle: sentence(
      'Statement that the rehearsal makes for the people who resolve what verify.sql returns.',
    ),
    values: {
      kind: 'list',
      describe: 'Columns of which the versions write only some of the values that the type holds.',
      items: {
        kind: 'object',
        describe: 'Values of a column while it has this type.',
        required: ['column', 'type', 'of', 'expression'],
        properties: {
          column: sentence('The column.'),
          type: sentence('Its type.'),
          of: {
            kind: 'object',
            describe: 'The type of which any value is taken.',
            required: ['type', 'typeName', 'labels'],
            properties: {
              type: sentence('As PostgreSQL prints it.'),
              typeName: sentence('schema.name of the type.'),
              labels: names('Labels of an enum; empty for every other type.'),
            },
          },
          expression: sentence('SQL over $1, such a value.'),
        },
      },
    },
    replaces: {
      kind: 'list',
      describe: 'Values in whose place a trigger of the plan puts another one.',
      items: {
        kind: 'object',
        describe: 'Values of one column.',
        required: ['column', 'values'],
        properties: { column: sentence('The column.'), values: names('The values.') },
      },
    },
    lenses: {
      kind: 'list',
      describe: 'How values of a column go to another type and back.',
      items: {
        kind: 'object',
        describe: 'One column.',
        required: ['column', 'up', 'down'],
        properties: {
          column: sentence('The column.'),
          up: sentence('SQL over $1, a value of the old type: the same in the new one.'),
          down: sentence('SQL over $1, a value of the new type: the same in the old one.'),
          loses: sentence('What is lost on the way there.'),
        },
      },
    },
    swapped: {
      kind: 'object',
      describe: 'A column that another one beside it replaces and takes the name of.',
      required: ['column', 'beside'],
      properties: {
        column: sentence('The column.'),
        beside: sentence('What the other one is called until then.'),
      },
    },
    newSince: {
      kind: 'choice',
      describe: 'The phase behind which the new version is deployed; the first when absent.',
      values: ['validate'],
    },
    oldUntil: {
      kind: 'choice',
      describe: 'The phase at which the old version must be gone; contract when absent.',
      values: ['validate'],
    },
    required: names('Columns that the new version always writes although they may be NULL.'),
    others: {
      kind: 'list',
      describe: 'Other tables that both versions write.',
      items: {
        kind: 'object',
        describe: 'One table.',
        required: ['table', 'oldColumns', 'newColumns'],
        properties: {
          table: sentence('schema.name of the table.'),
          oldColumns: names('Columns that the old version knows.'),
          newColumns: names('Columns that the new version knows.'),
          corruption: sentence('Statement that damages a row, so that verify.sql has to find it.'),
        },
      },
    },
    copies: names('Unique indexes and constraints that refuse the same as the own ones beside.'),
    movedTo: sentence(
      'schema.name of the table from the first phase on, where a view has its old name until the last.',
    ),
    keeps: names('Constraints and indexes that stay when the plan is done.'),
    corruption: sentence(
      'Statement that damages a migrated row, so that verify.sql has to find it.',
    ),
  },
} as const satisfies ObjectShape

const proofs = {
  kind: 'object',
  describe: 'What was proved before the plan was written.',
  required: ['postgres', 'at', 'passed'],
  properties: {
    postgres: sentence('The server of the rehearsal.'),
    at: moment('When.'),
    passed: {
      kind: 'list',
      describe: 'The proofs that passed.',
      items: {
        kind: 'object',
        describe: 'One proof.',
        required: ['id', 'say', 'figures'],
        properties: {
          id: {
            kind: 'text',
            describe: 'Its number.',
            pattern: '^P\\d+$',
            means: 'the number of a proof, P4 for example',
          },
          say: sentence('What it showed.'),
          figures: {
            kind: 'record',
            describe: 'What was counted.',
            values: { kind: 'number', describe: 'A count.' },
          },
        },
      },
    },
  },
} as const satisfies ObjectShape

/** plan.json as a whole. */
export const planShape = {
  kind: 'object',
  describe: 'A plan that brings one change into production in several deployments.',
  required: [
    ...['version', 'recipe', 'operation', 'slug', 'title', 'created', 'subject', 'answers'],
    ...['prerequisites', 'approvals', 'phases', 'verify', 'rehearsal', 'proofs'],
  ] as const satisfies readonly string[],
  properties: {
    version: {
      kind: 'choice',
      describe: 'Version of this format.',
      values: [planVersion],
    },
    recipe: sentence('Id of the recipe that made the plan.'),
    operation: sentence('Number of the operation, B1 for example.'),
    slug: {
      kind: 'text',
      describe: 'The name of the plan in the names of folders.',
      pattern: '^[a-z0-9_]+$',
      means: 'letters, digits and underscores',
    },
    title: sentence('The plan in a few words.'),
    created: moment('When the plan was written.'),
    subject,
    answers: {
      kind: 'record',
      describe: 'Answers to the questions of the recipe, by which the plan can be made again.',
      values: { kind: 'text', describe: 'An answer.' },
    },
    prerequisites: {
      kind: 'list',
      describe: 'What must be so before the first phase is deployed.',
      items: sentence('One sentence.'),
    },
    approvals: { kind: 'list', describe: 'What people have to agree to.', items: approval },
    steps: { kind: 'list', describe: 'What is done, in order.', items: step },
    risk: {
      kind: 'object',
      describe: 'How much can go wrong.',
      required: ['level', 'say'],
      properties: {
        level: {
          kind: 'choice',
          describe: 'In one word.',
          values: ['low', 'medium', 'high'],
        },
        say: sentence('Why.'),
      },
    },
    estimate,
    windows,
    scripts: {
      kind: 'list',
      describe: 'SQL that people run: checks, and what they do beside.',
      items: {
        kind: 'object',
        describe: 'One file.',
        required: ['path', 'sha256', 'on', 'expected'],
        properties: {
          path,
          sha256,
          on: {
            kind: 'choice',
            describe: 'blue: the server that there is; green: the one that comes.',
            values: ['blue', 'green', 'both'],
          },
          expected: sentence('What it returns when all is well.'),
        },
      },
    },
    phases: { kind: 'list', describe: 'The phases in their order.', items: phase },
    backfill,
    furtherBackfills: {
      kind: 'list',
      describe: 'Jobs for other tables, behind the first.',
      items: backfill,
    },
    verify: file('One query that returns no row when the migrate phase is complete.'),
    rehearsal,
    proofs,
    removal,
    archived: {
      kind: 'object',
      describe: 'That the plan has ended in every environment and was put aside.',
      required: ['at', 'confirmed'],
      properties: {
        at: moment('When.'),
        confirmed: names('Gates that nothing could measure and somebody answered for.'),
      },
    },
  },
} as const satisfies ObjectShape
