import type { ObjectShape, Shape } from './concertinaJsonShape.js'

const someText = '\\S'

/** Read by the rules while no server has been asked, and for one environment. */
const postgresVersion = {
  kind: 'integer',
  describe:
    'Major version of PostgreSQL, for example 16. Locks and rewrites differ between versions, and the rules follow the oldest one that a migration will meet.',
  minimum: 9,
  maximum: 99,
} as const satisfies Shape

const environment = {
  kind: 'object',
  describe: 'A database that Concertina may be asked to look at.',
  required: ['name', 'urlEnv'],
  properties: {
    name: {
      kind: 'text',
      describe: 'What commands and messages call it. Unique in this file.',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$',
      means: 'letters, digits, dots, hyphens and underscores, beginning with a letter or digit',
    },
    order: {
      kind: 'integer',
      describe:
        'Place on the way of a change, lowest first. Without it environments follow one another as they are listed. A protected environment is deployed to only after the one before it.',
      minimum: 0,
      maximum: 1000,
    },
    protected: {
      kind: 'flag',
      describe: 'Ask for the typed name before anything is changed there.',
      default: false,
    },
    urlEnv: {
      kind: 'text',
      describe:
        'Name of the environment variable that holds the URL, for example DATABASE_URL_STAGING. The URL itself never stands in this file: the editor keeps it in its secret storage, the command line takes it from this variable.',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      means: 'the name of an environment variable: letters, digits and underscores',
    },
    schema: {
      kind: 'text',
      describe:
        'Schema that holds "_prisma_migrations", when the URL has no ?schema= and the table is off the search path.',
      pattern: someText,
      means: 'the name of a schema',
    },
    postgresVersion,
  },
} as const satisfies ObjectShape

const severity = {
  kind: 'choice',
  describe: 'How a finding of this rule is shown; "off" switches the rule off.',
  values: ['off', 'hint', 'information', 'warning', 'error'],
} as const satisfies Shape

const ignore = {
  kind: 'object',
  describe:
    'Findings that are known and accepted. Of file, migration and object those that are given must all fit.',
  required: ['rule', 'reason'],
  properties: {
    rule: {
      kind: 'text',
      describe: 'Id of the rule, as a finding shows it.',
      pattern: '^[a-z0-9-]+(/[a-z0-9-]+)?$',
      means:
        'the id of a rule: small letters, digits and hyphens, for a rule of your own with a slash',
    },
    file: {
      kind: 'text',
      describe: 'Path of a file, relative to this one, with forward slashes.',
      pattern: someText,
      means: 'a path',
    },
    migration: {
      kind: 'text',
      describe: "Name of a migration's folder.",
      pattern: '^[^/\\\\]+$',
      means: "the name of a migration's folder",
    },
    object: {
      kind: 'text',
      describe: 'Name in the database: "User", "User.email", "User_email_key".',
      pattern: someText,
      means: 'a name in the database',
    },
    reason: {
      kind: 'text',
      describe: 'Why this is safe here, for those who read it next year.',
      pattern: someText,
      means: 'a reason in words',
    },
  },
} as const satisfies ObjectShape

function style(what: string) {
  return {
    kind: 'choice',
    describe: `How ${what} are written; without it every style is accepted.`,
    values: ['snake_case', 'camelCase', 'PascalCase'],
  } as const satisfies Shape
}

const naming = {
  kind: 'object',
  describe: 'Names that new objects in the database must follow.',
  required: [],
  properties: {
    tables: style('tables'),
    columns: style('columns'),
    indexes: style('indexes and constraints'),
    enums: style('enum types'),
  },
} as const satisfies ObjectShape

const thresholds = {
  kind: 'object',
  describe: 'Sizes and times from which something counts as large, slow or old.',
  required: [],
  properties: {
    largeTableRows: {
      kind: 'integer',
      describe: 'Rows from which a table is large: a scan or rewrite of it is felt.',
      minimum: 1,
      maximum: 1_000_000_000_000,
      default: 100_000,
    },
    largestScanMegabytes: {
      kind: 'integer',
      describe:
        'Size up to which a table may be read in an environment to count NULLs, duplicates or orphans. Larger ones are asked about first.',
      minimum: 0,
      maximum: 1_000_000_000,
      default: 1024,
    },
    staleAfterMinutes: {
      kind: 'integer',
      describe: 'Age from which what was read of an environment is shown as unknown.',
      minimum: 1,
      maximum: 10_080,
      default: 10,
    },
  },
} as const satisfies ObjectShape

export const configurationShape = {
  kind: 'object',
  describe:
    'Configuration of Concertina for one Prisma project, read by the editor and by the command line alike.',
  required: [],
  properties: {
    $schema: {
      kind: 'text',
      describe: 'Address of the JSON schema of this file.',
      pattern: someText,
      means: 'an address',
    },
    environments: {
      kind: 'list',
      describe: 'The databases of this project, from development to production.',
      items: environment,
    },
    postgresVersion,
    rules: {
      kind: 'record',
      describe: 'Severity by rule id. Rules that are not listed keep their own.',
      values: severity,
    },
    ignore: { kind: 'list', describe: 'Findings that are known and accepted.', items: ignore },
    ownRules: {
      kind: 'list',
      describe:
        'Modules with rules of this project, relative to this file. They are executed, in a trusted workspace and on the command line only.',
      items: {
        kind: 'text',
        describe: 'Path of a module in JavaScript or TypeScript, with forward slashes.',
        pattern: '^(?!/|[A-Za-z]:)[^\\\\]+\\.[cm]?[jt]s$',
        means: 'the path of a .js, .mjs, .cjs, .ts, .mts or .cts file, relative to this one',
      },
    },
    baseline: {
      kind: 'text',
      describe:
        'Name of the last migration that is not judged: it and all before it were written before Concertina came to the project.',
      pattern: '^[^/\\\\]+$',
      means: "the name of a migration's folder",
    },
    naming,
    thresholds,
    failOn: {
      kind: 'choice',
      describe: 'Severity from which `concertina check` and `concertina lint` exit with 1.',
      values: ['never', 'hint', 'information', 'warning', 'error'],
      default: 'error',
    },
  },
} as const satisfies ObjectShape
