import type {
  AlterDomainStmt,
  AlterEnumStmt,
  Constraint,
  CreateDomainStmt,
  CreateEnumStmt,
  Node,
} from '@pgsql/types'
import type { DomainCommand, SqlAction } from '../action.js'
import { afterName, afterWords, isWord, type StatementSource } from '../statementSource.js'
import { nameOfNodes, stringsOf } from '../treeNames.js'
import { typeTextOf } from '../typeText.js'
import { constraintDefinitionOf } from './constraints.js'
import { changeAt } from './place.js'

/** Enumerations and domains. Composite and range types are left to the actions without a kind. */
export function typeActions(source: StatementSource, node: Node): readonly SqlAction[] | undefined {
  if ('CreateEnumStmt' in node) return [createEnum(source, node.CreateEnumStmt)]
  if ('AlterEnumStmt' in node) return [alterEnum(source, node.AlterEnumStmt)]
  if ('CreateDomainStmt' in node) return [createDomain(source, node.CreateDomainStmt)]
  if ('AlterDomainStmt' in node) return [alterDomain(source, node.AlterDomainStmt)]
  return undefined
}

/** `CREATE TYPE`, `ALTER TYPE`, `CREATE DOMAIN`, `ALTER DOMAIN`: the name is the third word. */
const nameStart = 2

function createEnum(source: StatementSource, statement: CreateEnumStmt): SqlAction {
  return changeAt(source, afterName(source, nameStart) - 1, {
    kind: 'createEnum',
    type: nameOfNodes(statement.typeName),
    values: stringsOf(statement.vals),
  })
}

function alterEnum(source: StatementSource, statement: AlterEnumStmt): SqlAction {
  const type = nameOfNodes(statement.typeName)
  const verb = afterName(source, nameStart)
  const value = statement.newVal ?? ''
  if (isWord(source, verb, 'rename')) {
    return changeAt(source, verb + 2, {
      kind: 'renameEnumValue',
      type,
      value: statement.oldVal ?? '',
      newName: value,
    })
  }
  const neighbour = statement.newValNeighbor
  const side = statement.newValIsAfter === true ? 'after' : 'before'
  return changeAt(source, afterWords(source, verb + 2, 'if', 'not', 'exists'), {
    kind: 'addEnumValue',
    type,
    value,
    ...(neighbour === undefined ? {} : { [side]: neighbour }),
    ifNotExists: statement.skipIfNewValExists === true,
  })
}

function createDomain(source: StatementSource, statement: CreateDomainStmt): SqlAction {
  const written = (statement.constraints ?? []).flatMap((node) =>
    'Constraint' in node ? [node.Constraint] : [],
  )
  return changeAt(source, afterName(source, nameStart) - 1, {
    kind: 'createDomain',
    domain: nameOfNodes(statement.domainname),
    type: statement.typeName === undefined ? '' : typeTextOf(statement.typeName),
    notNull: written.some(({ contype }) => contype === 'CONSTR_NOTNULL'),
    constraints: written
      .filter(({ contype }) => contype !== 'CONSTR_NOTNULL')
      .flatMap((constraint) => constraintDefinitionOf(source, constraint) ?? []),
  })
}

function alterDomain(source: StatementSource, statement: AlterDomainStmt): SqlAction {
  return changeAt(source, afterName(source, nameStart) - 1, {
    kind: 'alterDomain',
    domain: nameOfNodes(statement.typeName),
    command: domainCommand(source, statement),
  })
}

/** The letters are PostgreSQL's own (parsenodes.h, AlterDomainStmt). */
function domainCommand(
  source: StatementSource,
  { subtype, name = '', def }: AlterDomainStmt,
): DomainCommand {
  if (def && 'Constraint' in def) return addDomainConstraint(source, def.Constraint)
  if (subtype === 'X') return { kind: 'dropConstraint', constraint: name }
  if (subtype === 'V') return { kind: 'validateConstraint', constraint: name }
  if (subtype === 'O') return { kind: 'setNotNull' }
  if (subtype === 'N') return { kind: 'dropNotNull' }
  return { kind: def === undefined ? 'dropDefault' : 'setDefault' }
}

function addDomainConstraint(source: StatementSource, written: Constraint): DomainCommand {
  const constraint = constraintDefinitionOf(source, written)
  if (constraint === undefined) throw new Error('A domain got a constraint of no known kind.')
  return { kind: 'addConstraint', constraint }
}
