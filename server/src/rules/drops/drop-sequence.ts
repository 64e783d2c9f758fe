import { actionsOfKind } from '../concerned.js'
import type { Rule } from '../rule.js'
import { droppedCode, type CodeObjectKind } from './codeObjects.js'

/** Prisma drops the sequence of a field that loses autoincrement(). */
export const dropSequence: Rule = {
  id: 'drop-sequence',
  severity: 'warning',
  title: 'A sequence is dropped, and with it the number that it has reached',
  yieldsTo: ['drop-blocked-by-dependent', 'drop-dependents-cascade'],
  check: (analysed, script) => droppedCode(analysed, script, sequence),
}

const sequence: CodeObjectKind = {
  objects: ['OBJECT_SEQUENCE'],
  consequence:
    'running code that leaves the number to the database fails on its next insert, and a new sequence begins at 1',
  remedy: 'Release code that sets the numbers itself first.',
  hurts: ['old-code'],
  isMadeBy: (statement, { name }) =>
    actionsOfKind(statement, 'createSequence').some((create) => create.sequence.name === name),
  isMissing: ({ before }, { name }) =>
    Object.keys(before.tables).length > 0 && !before.sequences.some((known) => known.name === name),
}
