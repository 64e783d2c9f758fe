import assert from 'node:assert/strict'
import { commands } from '../../../server/src/cli/commands/index.js'
import {
  headings,
  isUpdate,
  markedParts,
  readPage,
  withParts,
  writePage,
} from '../../support/markdownPages.js'

const page = 'docs/command-line.md'
const sharedHeading = 'What all commands have in common'

suite('the page of the command line', () => {
  const sections = sectionsOf(readPage(page))
  const shared = optionsIn(sections.get(sharedHeading) ?? '')

  test('has a section for every command, and none for another', () => {
    const described = [...sections.keys()].flatMap((heading) => /^`([\w-]+)`$/.exec(heading)?.[1] ?? [])
    assert.deepEqual(described.toSorted(), commands.map(({ name }) => name).toSorted())
  })

  test('tells the usage of every command as the command itself does', () => {
    const text = readPage(page)
    const usages = new Map(commands.map((one) => [`usage: ${one.name}`, usageOf(one)]))
    const expected = withParts(text, (name) => usages.get(name))
    if (isUpdate()) writePage(page, expected)
    else assert.equal(text, expected)
    assert.equal(markedParts(text, ['usage']).length, commands.length)
  })

  for (const { name, options } of commands)
    test(`${name}: explains every option that it takes, and no other`, () => {
      const own = optionsIn(sections.get(`\`${name}\``) ?? '')
      const taken = Object.keys(options)
      assert.deepEqual(
        own.filter((option) => !taken.includes(option)),
        [],
      )
      assert.deepEqual(
        taken.filter((option) => ![...own, ...shared].includes(option)),
        [],
      )
    })

  test('calls an option common only where several commands take it', () => {
    for (const option of shared)
      assert.ok(commands.filter(({ options }) => option in options).length > 1, option)
  })
})

function usageOf({ summary, usage }: (typeof commands)[number]): string {
  return `${summary}\n\n\`\`\`\nconcertina ${usage}\n\`\`\``
}

/** The text under each heading of the second level. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    headings(text).map((heading) => {
      const [, after = ''] = text.split(`\n## ${heading}\n`)
      return [heading, after.split(/^## /m)[0] ?? '']
    }),
  )
}

/** Options that a section explains: first in a row of a table. */
function optionsIn(section: string): readonly string[] {
  return [...section.matchAll(/^\| `--([a-z-]+)/gm)].map(([, option = '']) => option)
}
