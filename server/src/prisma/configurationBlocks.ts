import type { OffsetRange } from '../text/range.js'
import { readSchema } from './readSchema.js'
import type { Block } from './schemaDocument.js'

/**
 * Where the datasource and generator blocks of a schema file stand. A block that is not closed yet
 * goes on to the end of the text. It looks at nothing else, so that the settings of a large schema
 * are known long before the schema is read.
 */
export function configurationBlocks(text: string): OffsetRange[] {
  const blocks: OffsetRange[] = []
  let depth = 0
  let start: number | undefined
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{') depth += 1
    else if (token === '}') {
      depth = Math.max(0, depth - 1)
      if (depth > 0 || start === undefined) continue
      blocks.push({ start, end: index + 1 })
      start = undefined
    } else if (depth === 0 && keywords.has(token) && beginsDeclaration(text, index)) start = index
  }
  if (start !== undefined) blocks.push({ start, end: text.length })
  return blocks
}

/** The blocks themselves; their offsets count from the beginning of each block. */
export function readConfigurationBlocks(text: string): Block[] {
  return configurationBlocks(text).flatMap(
    ({ start, end }) => readSchema('', text.slice(start, end)).blocks,
  )
}

/** Not so for a model or an enum of this name. */
function beginsDeclaration(text: string, index: number): boolean {
  return /(?:^|[\n}])[ \t\r]*$/.test(text.slice(Math.max(0, index - 200), index))
}

const keywords: ReadonlySet<string> = new Set(['datasource', 'generator'])

/** Comments and strings are taken whole, so that what is in them counts for nothing. */
const tokens = /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|[{}]|\b(?:datasource|generator)\b/g
