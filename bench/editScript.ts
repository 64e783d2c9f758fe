/** One change of a text: what lies between two offsets is replaced. */
export type Edit = { readonly start: number; readonly end: number; readonly insert: string }

/**
 * What somebody types into a schema, one edit a keystroke or a completion, always the same for the
 * same text: in model after model a field is typed letter by letter, one is renamed letter by
 * letter, a type and attributes are changed, a field is removed, an index is added; then all of
 * that is taken back in one edit. Many of the texts on the way are no valid schema, as in life.
 */
export function editScript(schema: string, count: number): readonly Edit[] {
  const places = editPlaces(schema)
  if (places.length === 0) throw new Error('The schema has no model with a plain field.')
  const edits: Edit[] = []
  // Far apart, so that neighbours are no advantage.
  const step = Math.max(1, Math.floor(places.length / 8))
  for (let round = 0; edits.length < count; round++) {
    const place = places[(round * step + Math.floor(round / 8)) % places.length]
    if (place !== undefined) edits.push(...editsIn(schema, place, round))
  }
  return edits.slice(0, count)
}

export function applied(text: string, { start, end, insert }: Edit): string {
  return text.slice(0, start) + insert + text.slice(end)
}

/** An optional text field of a model, on a line of its own, whose name stands nowhere else in the model. */
type Place = { readonly lineStart: number; readonly lineEnd: number; readonly field: string }

function editPlaces(schema: string): Place[] {
  return [...schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].flatMap(
    ({ 0: model, 1: body = '', index }) => {
      const bodyStart = index + model.indexOf('\n') + 1
      for (const line of body.matchAll(/^ +(\w+) +String\?$/gm)) {
        const [text, field = ''] = line
        if (body.match(new RegExp(`\\b${field}\\b`, 'g'))?.length !== 1) continue
        const lineStart = bodyStart + line.index
        return [{ lineStart, lineEnd: lineStart + text.length, field }]
      }
      return []
    },
  )
}

function editsIn(schema: string, { lineStart, lineEnd, field }: Place, round: number): Edit[] {
  const edits: Edit[] = []
  let text = schema
  const put = (start: number, end: number, insert: string) => {
    const edit = { start, end, insert }
    edits.push(edit)
    text = applied(text, edit)
  }
  const after = (marker: string) => text.indexOf(marker, lineStart) + marker.length

  // A new field above, typed; the editor has made the line and its indentation.
  const typed = typedFields[round % typedFields.length] ?? ''
  put(lineStart, lineStart, '  \n')
  for (const [offset, letter] of [...typed].entries())
    put(lineStart + 2 + offset, lineStart + 2 + offset, letter)
  // The old field: renamed letter by letter, its type changed by completion, required and back.
  const name = after(`${typed}\n`) + (schema.slice(lineStart).match(/^ +/)?.[0].length ?? 0)
  for (const [offset, letter] of [...'Text'].entries())
    put(name + field.length + offset, name + field.length + offset, letter)
  const renamed = `${field}Text`
  const type = text.indexOf('String?', name + renamed.length)
  put(type + 'String'.length, type + 'String?'.length, '')
  put(type + 'String'.length, type + 'String'.length, ' @default("")')
  put(type + 'String'.length, type + 'String @default("")'.length, '')
  put(type, type + 'String'.length, 'Int')
  put(type, type + 'Int'.length, 'BigInt?')
  put(type + 'BigInt?'.length, type + 'BigInt?'.length, ' @unique')
  // An index over it in one completion, then the field goes, and then everything is as it was.
  const end = text.indexOf('\n}', type)
  put(end, end, `\n\n  @@index([${renamed}])`)
  put(end, end + `\n\n  @@index([${renamed}])`.length, '')
  const line = text.lastIndexOf('\n', name) + 1
  put(line, text.indexOf('\n', name) + 1, '')
  put(lineStart, lineStart + typed.length + 3, schema.slice(lineStart, lineEnd + 1))
  return edits
}

const typedFields = ['nickname String?', 'archivedAt DateTime?', 'priority Int', 'isHidden Boolean']
