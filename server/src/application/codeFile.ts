/**
 * What a file of the application says that may concern the database, without knowing any schema:
 * it stays true while the schema is edited. Offsets are UTF-16 units.
 */
export type CodeFile = {
  /** Where each line begins. */
  readonly lines: readonly number[]
  readonly calls: readonly ClientCall[]
  /** Objects with a type of the generated client: `const where: Prisma.UserWhereInput = { … }`. */
  readonly typed: readonly TypedObject[]
  /** `Prisma.UserSelect`: the names behind `Prisma.`. */
  readonly types: readonly CodeWord[]
  readonly imports: readonly CodeImport[]
  /** `Role.ADMIN`: what may be the value of an enum. */
  readonly members: readonly CodeMember[]
  readonly rawSql: readonly CodeWord[]
  /** Where the model, the field or the SQL is put together at run time. */
  readonly unfollowed: readonly CodeWord[]
  /** Property names and texts that read like one, by name; places packed by `packedWord`. */
  readonly words: ReadonlyMap<string, readonly number[]>
}

/** `import { name as local } from 'from'`. */
export type CodeImport = { readonly name: CodeWord; readonly local: string; readonly from: string }

export type CodeMember = {
  readonly owner: string
  readonly member: CodeWord
  /** `$Enums.Role.ADMIN`: the client's own name for its enums. */
  readonly isOfEnums: boolean
}

export type CodeWord = { readonly text: string; readonly start: number }

/** `client.user.findMany({ … })`; the client may be any expression. */
export type ClientCall = {
  readonly delegate: CodeWord
  /** False where nothing stands before the delegate: `users.findMany()`. */
  readonly onClient: boolean
  readonly method: CodeWord
  /** Without keys for `findMany()`; absent where the argument is no object: nothing is known of it. */
  readonly argument?: CodeObject
  /** Every name and text in the argument, and what is read of the result. */
  readonly names: readonly string[]
  /** The variable that takes the result, and what the file reads of it. */
  readonly result?: { readonly variable: string; readonly reads: readonly CodeWord[] }
}

export type TypedObject = { readonly type: CodeWord; readonly value: CodeObject }

/** The keys of an object as it is written, or of several where an expression has several. */
export type CodeObject = {
  readonly keys: readonly CodeKey[]
  /** A spread or a computed key: it may have keys that do not stand there. */
  readonly isOpen: boolean
}

export type CodeKey = {
  readonly name: CodeWord
  /** The objects in its value; empty where it has none. */
  readonly value: CodeObject
  /** Texts in its value. */
  readonly texts: readonly CodeWord[]
  /** The value is a variable, so that its keys stand elsewhere. */
  readonly isVariable: boolean
}

export const noObject: CodeObject = { keys: [], isOpen: false }

export type WordKind = 'property' | 'key' | 'text'
const wordKinds: readonly WordKind[] = ['property', 'key', 'text']

/** An offset and a kind in one number: a large repository has hundreds of thousands of them. */
export function packedWord(start: number, kind: WordKind): number {
  return start * 4 + wordKinds.indexOf(kind)
}

export function unpackedWord(packed: number): { readonly start: number; readonly kind: WordKind } {
  return { start: Math.floor(packed / 4), kind: wordKinds[packed % 4] ?? 'text' }
}
