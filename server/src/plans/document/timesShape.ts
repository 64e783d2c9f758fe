import type { ListShape, ObjectShape } from './shape.js'
import { moment, names, sentence } from './shapeParts.js'

/** Spans of time of a plan that people carry out. */
export const windows = {
  kind: 'list',
  describe: 'Spans of time that a plan of people has.',
  items: {
    kind: 'object',
    describe: 'One span.',
    required: ['name', 'minutes', 'say'],
    properties: {
      name: {
        kind: 'choice',
        describe: 'switch: nobody writes; roll-back: the way back is open.',
        values: ['switch', 'roll-back'],
      },
      minutes: { kind: 'number', describe: 'How long, at most.', minimum: 0 },
      say: sentence('From when on, and what to do when it is over.'),
    },
  },
} as const satisfies ListShape

/** Until when views of an old shape stay. */
export const removal = {
  kind: 'object',
  describe: 'Views for those who need an old shape, and the day on which they go.',
  required: ['date', 'views', 'of'],
  properties: {
    date: {
      kind: 'text',
      describe: 'The last day of the views, in UTC. Give another one to keep them longer.',
      pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
      means: 'a day, 2027-02-19',
    },
    views: names('schema.name of each view.'),
    of: sentence('Folder of the plan that changed the tables.'),
  },
} as const satisfies ObjectShape

/** How large the tables are from which the times of the steps are told. */
export const estimate = {
  kind: 'object',
  describe: 'How large the tables of the plan are in one environment.',
  required: ['environment', 'at', 'tables'],
  properties: {
    environment: sentence('Name of the environment.'),
    at: moment('When it was asked.'),
    tables: {
      kind: 'list',
      describe: 'The tables.',
      items: {
        kind: 'object',
        describe: 'One table.',
        required: ['table', 'bytes'],
        properties: {
          table: sentence('schema.name of the table.'),
          rows: { kind: 'number', describe: "As the server's statistics have them.", minimum: 0 },
          bytes: { kind: 'number', describe: 'With its indexes.', minimum: 0 },
        },
      },
    },
  },
} as const satisfies ObjectShape
