import { validateSchema } from '../../../server/src/prisma/prismaParser.js'

/** What Prisma's parser says against a schema. */
export function schemaProblems(text: string): readonly string[] {
  return validateSchema([{ path: 'schema.prisma', text }]).map(({ message }) => message)
}

export function problemsOfSchema(text: string): string {
  return schemaProblems(text).join('\n')
}
