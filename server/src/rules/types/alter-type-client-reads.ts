import { resolveType } from '../resolveName.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { blame, sayChange, typeChanges, typeFacts } from './columnTypeChange.js'
import { prismaScalarOf } from './prismaScalar.js'

/** A generated client decodes each column as the type that its own schema has. */
export const alterTypeClientReads: Rule = {
  id: 'alter-type-client-reads',
  severity: 'warning',
  title: 'A column takes another type of Prisma, which running clients still decode as the old one',
  check: (analysed, script) =>
    analysed.evidence.kind === 'refused'
      ? []
      : typeChanges(analysed, script).flatMap((change) => {
          const { action, old } = change
          const from = old && fieldTypeOf(old.type, old.typeName, analysed)
          const to = fieldTypeOf(action.type, resolveType(action.typeName), analysed)
          // Of two enums the values decide; a new one that only takes the old one's place has them all.
          const isSame = from === to || (from?.startsWith('enum ') && to?.startsWith('enum '))
          if (from === undefined || to === undefined || isSame === true) return []
          return [
            {
              message: `${sayChange(change)}: Prisma Client of the running version still takes it for ${from}, and the next one for ${to}. ${consequenceOf(from, to)} Add a field of the new type, write both, and move the readers over before the old one goes.`,
              ...blame(change),
              hurts: ['old-code'],
              facts: { ...typeFacts(change), fromField: from, toField: to },
            },
          ]
        }),
}

/** `Int`, `String[]`, `enum Role`; undefined for what Prisma does not support. */
function fieldTypeOf(
  type: string,
  typeName: string,
  { before }: AnalysedStatement,
): string | undefined {
  const known = before.enums[typeName]
  const name = known === undefined ? prismaScalarOf(type) : `enum ${known.name}`
  return name !== undefined && type.endsWith('[]') ? `${name}[]` : name
}

function consequenceOf(from: string, to: string): string {
  if (from === 'Int' && to === 'BigInt') {
    return 'The old one fails on a number above 2147483647, and code of the new one gets a bigint, which JSON.stringify refuses.'
  }
  return 'While both run, reads and writes of the field may fail in the old one.'
}
