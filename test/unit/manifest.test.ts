import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contextKeys } from '../../client/src/views/contextKeyNames.js'
import type { EnvironmentsWelcome, PlansWelcome } from '../../client/src/views/welcome.js'
import { readManifest } from '../support/manifest.js'
import { settingsTable, withTable } from '../support/settingsTable.js'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const manifest = readManifest()
const { contributes, capabilities } = manifest

const declared = contributes.commands
const ids = declared.map(({ command }) => command)
const menus = contributes.menus
const menuItems = Object.values(menus).flat()
const welcomes = contributes.viewsWelcome

suite('commands of the manifest', () => {
  test('are those that have a file, each under its own id', () => {
    const folder = join(root, 'client', 'src', 'commands')
    const written = readdirSync(folder).flatMap((file) =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}id: '(concertina\.\w+)',$/gm),
      ].map(([, id]) => {
        assert.equal(`concertina.${file.replace('.ts', '')}`, id)
        return id
      }),
    )
    assert.deepEqual(written.toSorted(), ids.toSorted())
  })

  test('have a category, and a title that is a verb and a noun', () => {
    for (const { category, title } of declared) {
      assert.equal(category, 'Concertina')
      assert.match(title ?? '', /^[A-Z]\w+ [A-Z][\w ]+…?$/)
    }
  })

  test('are disabled rather than failing where the server is needed', () => {
    const always = declared.filter(({ enablement }) => enablement === undefined)
    assert.deepEqual(
      always.map(({ command }) => command),
      ['concertina.showLog', 'concertina.restartServer'],
    )
  })

  test('that touch environments want a trusted workspace', () => {
    for (const { command, enablement } of declared)
      if (command.includes('nvironment')) assert.match(enablement ?? '', /isWorkspaceTrusted/)
  })

  test('in menus are declared, and have an icon where they are a button', () => {
    for (const { command, group } of menuItems) {
      const found = declared.find((one) => one.command === command)
      assert.ok(found, command)
      if (/^(inline|navigation)/.test(group ?? '')) assert.match(found.icon ?? '', /^\$\([\w-]+\)$/)
    }
  })

  test('of the view only are not in the palette', () => {
    assert.deepEqual(menus.commandPalette, [
      { command: 'concertina.refreshEnvironment', when: 'false' },
    ])
  })

  test('take no key of the keyboard', () => assert.equal(contributes.keybindings, undefined))
})

suite('when clauses of the manifest', () => {
  const clauses = [...menuItems, ...declared, ...welcomes].flatMap((one) => [
    ...('when' in one ? [one.when ?? ''] : []),
    ...('enablement' in one ? [one.enablement ?? ''] : []),
  ])

  test('use only keys that we set, and a few of VS Code’s own', () => {
    const known = new Set<string>([
      ...contextKeys,
      'view',
      'viewItem',
      'isWorkspaceTrusted',
      'false',
    ])
    for (const clause of clauses)
      for (const [key] of clause.replace(/(==|=~) \S+/g, '').matchAll(/[\w.]+/g))
        assert.ok(known.has(key), `${key} in "${clause}"`)
  })

  test('ask only for types that an item has', () => {
    const types = clauses.flatMap((clause) =>
      [...clause.matchAll(/\\btype=(\w+)/g)].map(([, type]) => type),
    )
    const texts = ['environments/environmentText', 'environments/migrationText', 'plans/planText']
      .map((file) => read(`client/src/${file}.ts`))
      .join('\n')
    assert.deepEqual([...new Set(types)].toSorted(), [
      'environment',
      'next',
      'phase',
      'plan',
      'project',
    ])
    for (const type of types) assert.match(texts, new RegExp(`type: '${type}'`))
  })
})

suite('welcome texts', () => {
  const environments: Readonly<Record<Exclude<EnvironmentsWelcome, 'none'>, true>> = {
    noFolder: true,
    untrusted: true,
    stopped: true,
    noProject: true,
    unsupported: true,
    notConfigured: true,
    noEnvironments: true,
  }
  const plans: Readonly<Record<Exclude<PlansWelcome, 'none'>, true>> = {
    noFolder: true,
    stopped: true,
    noProject: true,
    unsupported: true,
    noPlans: true,
  }

  test('exist for every reason why a view is empty', () => {
    const kinds = (view: string) =>
      welcomes.filter((one) => one.view === view).map(({ when }) => when.replace(/^.* == /, ''))
    assert.deepEqual(
      kinds('concertina.environments').toSorted(),
      Object.keys(environments).toSorted(),
    )
    assert.deepEqual(kinds('concertina.plans').toSorted(), Object.keys(plans).toSorted())
  })

  test('differ from one another', () => {
    assert.equal(new Set(welcomes.map(({ contents }) => contents)).size, welcomes.length)
  })

  test('are one sentence and one link to a command that exists', () => {
    const foreign = ['vscode.openFolder', 'workbench.trust.manage', 'extension.open']
    for (const { contents } of welcomes) {
      const [, command] = /^[^\n]+\.\n\[[^\]]+\]\(command:([\w.]+)[^)]*\)$/.exec(contents) ?? []
      assert.ok(command !== undefined, contents)
      assert.ok([...ids, ...foreign].includes(command), command)
    }
  })
})

suite('settings of the manifest', () => {
  const { properties } = contributes.configuration

  test('have a description in Markdown, a scope and a default', () => {
    for (const [name, setting] of Object.entries(properties)) {
      assert.match(name, /^concertina\./)
      assert.ok(setting.markdownDescription, name)
      assert.ok(['window', 'resource', 'machine'].includes(String(setting.scope)), name)
      assert.notEqual(setting.default, undefined, name)
    }
  })

  test('hold no secret, no URL and no path of a program', () => {
    for (const name of Object.keys(properties))
      assert.doesNotMatch(name, /url|password|path|binary|command/i)
  })

  for (const page of ['docs/settings.md', 'README.md'])
    test(`are told in ${page} as the manifest tells them`, function () {
      if (!existsSync(join(root, page))) this.skip()
      const text = read(page)
      const expected = withTable(text, settingsTable(properties))
      if (process.env.UPDATE_EXPECTED === '1') writeFileSync(join(root, page), expected)
      else assert.equal(text, expected)
    })
})

suite('what the extension claims', () => {
  test('is the language prisma with its comments, and no SQL', () => {
    assert.deepEqual(
      contributes.languages.map(({ id, extensions }) => [id, extensions]),
      [['prisma', ['.prisma']]],
    )
    assert.deepEqual(JSON.parse(read(contributes.languages[0]?.configuration ?? '')), {
      comments: { lineComment: '//' },
    })
    assert.equal(contributes.grammars, undefined)
  })

  test('it is awakened by what it can work on, never by every window', () => {
    assert.deepEqual(manifest.activationEvents, [
      'workspaceContains:**/migrations/*/migration.sql',
      'workspaceContains:**/schema.prisma',
      'workspaceContains:**/concertina.json',
    ])
  })

  test('it runs where the files are, and says what it does without trust', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace'])
    const { untrustedWorkspaces, virtualWorkspaces } = capabilities
    assert.equal(untrustedWorkspaces.supported, 'limited')
    assert.match(untrustedWorkspaces.description, /no database is contacted/)
    for (const name of untrustedWorkspaces.restrictedConfigurations)
      assert.ok(name in contributes.configuration.properties, name)
    assert.equal(virtualWorkspaces.supported, false)
    assert.match(virtualWorkspaces.description, /\.$/)
  })

  test('everything it names exists and goes into the VSIX', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.views.concertina.map(({ icon }) => icon),
      ...contributes.languages.map(({ configuration }) => configuration),
      ...contributes.snippets.map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
    ].map((file) => file.replace('./', ''))
    for (const file of files) {
      assert.ok(existsSync(join(root, file)), file)
      assert.match(
        file,
        /^(media\/|snippets\/[\w-]+\.json$|docs\/(concertina|plan)\.schema\.json$)/,
      )
    }
  })

  test('the page behind a finding opens rendered, and no other Markdown is touched', () => {
    assert.deepEqual(contributes.configurationDefaults, {
      'workbench.editorAssociations': {
        '**/concertina.concertina-*/docs/{rules,recipes}/*.md': 'vscode.markdown.preview.editor',
      },
    })
  })

  test('the icon of the view is 24 pixels in one colour, that of the extension a large square', () => {
    const svg = read('media/concertina.svg')
    assert.match(svg, /width="24" height="24" viewBox="0 0 24 24"/)
    assert.equal(new Set(svg.match(/#[0-9a-f]{3,8}/gi)).size, 1)
    const png = readFileSync(join(root, manifest.icon))
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256])
  })
})
