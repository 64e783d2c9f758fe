import type { Constraint, Node } from '@pgsql/types'
import type {
  ConstraintDefinition,
  ForeignKeyReference,
  ReferentialAction,
  SqlExpression,
} from '../action.js'
import {
  afterGroup,
  isWord,
  textOfSpan,
  tokenIndexAt,
  type StatementSource,
  type TokenSpan,
} from '../statementSource.js'
import { nameOfRangeVar, stringsOf } from '../treeNames.js'

/**
 * The constraint that the node stands for, or undefined for what is no constraint of its own:
 * defaults, identities, generation, `DEFERRABLE`. A constraint on a column gets its column from
 * `ownColumn`; what follows it there, such as `NOT ENFORCED`, stands in `followers`.
 */
export function constraintDefinitionOf(
  source: StatementSource,
  constraint: Constraint,
  ownColumn?: string,
  followers: readonly Constraint[] = [],
): ConstraintDefinition | undefined {
  const own = ownColumn === undefined ? [] : [ownColumn]
  const shared = sharedBy(constraint, followers)
  switch (constraint.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
      return {
        ...shared,
        kind: constraint.contype === 'CONSTR_PRIMARY' ? 'primaryKey' : 'unique',
        columns:
          constraint.keys === undefined
            ? withoutIndex(constraint, own)
            : stringsOf(constraint.keys),
        nullsNotDistinct: constraint.nulls_not_distinct === true,
        ...(constraint.indexname === undefined ? {} : { usingIndex: constraint.indexname }),
      }
    case 'CONSTR_FOREIGN':
      return {
        ...shared,
        kind: 'foreignKey',
        columns: constraint.fk_attrs === undefined ? own : stringsOf(constraint.fk_attrs),
        references: referenceOf(constraint),
      }
    case 'CONSTR_CHECK':
      return { ...shared, kind: 'check', expression: checkExpression(source, constraint) }
    case 'CONSTR_NOTNULL':
      return {
        ...shared,
        kind: 'notNull',
        columns: constraint.keys === undefined ? own : stringsOf(constraint.keys),
      }
    case 'CONSTR_EXCLUSION':
      return { ...shared, kind: 'exclude' }
    case 'CONSTR_DEFAULT':
    case 'CONSTR_IDENTITY':
    case 'CONSTR_GENERATED':
    case 'CONSTR_NULL':
    case 'CONSTR_ATTR_DEFERRABLE':
    case 'CONSTR_ATTR_NOT_DEFERRABLE':
    case 'CONSTR_ATTR_DEFERRED':
    case 'CONSTR_ATTR_IMMEDIATE':
    case 'CONSTR_ATTR_ENFORCED':
    case 'CONSTR_ATTR_NOT_ENFORCED':
    case undefined:
      return undefined
    default:
      return constraint.contype satisfies never
  }
}

/** The token that names the constraint, or its first keyword when it has no name. */
export function constraintToken(source: StatementSource, constraint: Constraint): number {
  const start = tokenIndexAt(source, constraint.location)
  return isWord(source, start, 'constraint') ? start + 1 : start
}

export function expressionOf(
  source: StatementSource,
  span: TokenSpan,
  node: Node | undefined,
): SqlExpression {
  if (node === undefined) throw new Error('An expression of the script has no tree.')
  return { text: textOfSpan(source, span), node }
}

function sharedBy(
  constraint: Constraint,
  followers: readonly Constraint[],
): Pick<ConstraintDefinition, 'name' | 'notValid' | 'notEnforced'> {
  const canBeUnenforced =
    constraint.contype === 'CONSTR_CHECK' || constraint.contype === 'CONSTR_FOREIGN'
  const notEnforced =
    canBeUnenforced &&
    (constraint.is_enforced !== true ||
      followers.some(({ contype }) => contype === 'CONSTR_ATTR_NOT_ENFORCED'))
  return {
    notEnforced,
    notValid: constraint.skip_validation === true && !notEnforced,
    ...(constraint.conname === undefined ? {} : { name: constraint.conname }),
  }
}

function withoutIndex(constraint: Constraint, own: readonly string[]): readonly string[] {
  return constraint.indexname === undefined ? own : []
}

function referenceOf(constraint: Constraint): ForeignKeyReference {
  return {
    table: nameOfRangeVar(constraint.pktable),
    columns: stringsOf(constraint.pk_attrs),
    onDelete: referentialAction(constraint.fk_del_action),
    onUpdate: referentialAction(constraint.fk_upd_action),
  }
}

function referentialAction(letter = ''): ReferentialAction {
  return referentialActions[letter] ?? 'no action'
}

/** The letters are those of pg_constraint.confdeltype. */
const referentialActions: Readonly<Record<string, ReferentialAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

function checkExpression(source: StatementSource, constraint: Constraint): SqlExpression {
  const start = tokenIndexAt(source, constraint.location)
  const keyword = isWord(source, start, 'constraint') ? start + 2 : start
  const span = { from: keyword + 2, to: afterGroup(source, keyword + 1) - 1 }
  return expressionOf(source, span, constraint.raw_expr)
}
