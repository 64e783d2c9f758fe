/** The parts of a `package.json` that Prisma or we read; anything of another type is left out. */
export type PackageJson = {
  readonly version?: string
  /** `prisma.schema`, read by Prisma up to 6. */
  readonly prismaSchema?: string
  /** Name to range, of all kinds of dependencies together. */
  readonly dependencies: ReadonlyMap<string, string>
}

/** Absent when the text is not a JSON object. */
export function parsePackageJson(text: string): PackageJson | undefined {
  const json = parseObject(text)
  if (json === undefined) return undefined
  const version = json['version']
  const prismaSchema = objectIn(json['prisma'])?.['schema']
  return {
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof prismaSchema === 'string' ? { prismaSchema } : {}),
    dependencies: new Map(
      dependencyKinds
        .flatMap((kind) => Object.entries(objectIn(json[kind]) ?? {}))
        .filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  }
}

const dependencyKinds = [
  'peerDependencies',
  'optionalDependencies',
  'devDependencies',
  'dependencies',
]

type JsonObject = Readonly<Record<string, unknown>>

function parseObject(text: string): JsonObject | undefined {
  try {
    return objectIn(JSON.parse(text.replace(/^\ufeff/, '')))
  } catch {
    return undefined
  }
}

function objectIn(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}
