import assert from 'node:assert/strict'
import { join } from 'node:path'
import * as vscode from 'vscode'
import type { ConcertinaApi } from '../../../client/src/extensionApi.js'
import { until } from '../harness/until.mjs'
import type { EnvironmentNode } from '../../../client/src/environments/environmentNodes.js'

type Internals = NonNullable<ConcertinaApi['internals']>

const activated = async (): Promise<ConcertinaApi & { readonly internals: Internals }> => {
  const extension = vscode.extensions.getExtension<ConcertinaApi>('concertina.concertina')
  assert.ok(extension)
  const { internals, ...api } = await extension.activate()
  assert.ok(internals)
  return { ...api, internals }
}

/** Resolves when `holds` gives something; asks again whenever the extension learns something. */
async function known<Value>({ store }: Internals, holds: () => Value | undefined): Promise<Value> {
  for (;;) {
    const value = holds()
    if (value !== undefined) return value
    await new Promise<void>((resolve) => {
      const listening = store.onDidChange(() => {
        listening.dispose()
        resolve()
      })
    })
  }
}

const folder = () => {
  const [first] = vscode.workspace.workspaceFolders ?? []
  assert.ok(first)
  return first.uri
}

suite('the extension', () => {
  test('is awake in a Prisma project before anything is opened', async () => {
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    )
    await until(
      () => vscode.extensions.getExtension('concertina.concertina')?.isActive === true,
      'its activation',
    )
  })

  test('tells what its activation took of VS Code, which the benchmark holds to its target', async () => {
    const { state } = await activated()
    const { activationMs } = await state()
    assert.ok(activationMs > 0 && activationMs < 10_000, `${activationMs} ms`)
  })

  test('has registered every command of its manifest', async () => {
    await activated()
    const registered = await vscode.commands.getCommands(true)
    const extension = vscode.extensions.getExtension('concertina.concertina')
    const manifest = extension?.packageJSON as {
      contributes: { commands: { command: string }[] }
    }
    const missing = manifest.contributes.commands
      .map(({ command }) => command)
      .filter((command) => !registered.includes(command))
    assert.deepEqual(missing, [])
  })

  test('finds the project of the workspace and says how it stands', async () => {
    const { internals, state } = await activated()
    const project = await known(internals, () => internals.store.get().projects?.[0])
    assert.equal(project.project, folder().toString())
    const { status } = await state()
    assert.match(status.text, /^Concertina/)
    assert.match(status.versions ?? '', /^Prisma 7/)
  })

  test('shows the environments of concertina.json, and unknown ones as unknown', async () => {
    const { internals, state } = await activated()
    await known(internals, () => internals.store.get().environments)
    const { environments } = internals
    const items = ((await environments.getChildren()) ?? []).map((node) =>
      itemOf(environments, node),
    )
    assert.deepEqual(
      items.map(({ label }) => label),
      ['dev', 'staging', 'prod'],
    )
    for (const { description, iconPath, contextValue, accessibilityInformation } of items) {
      assert.match(String(description), /^unknown/)
      assert.equal((iconPath as vscode.ThemeIcon).id, 'question')
      assert.match(contextValue ?? '', /\btype=environment\b/)
      assert.match(accessibilityInformation?.label ?? '', /unknown/)
    }
    assert.deepEqual(
      (await state()).environments.map(({ standing }) => standing),
      ['unknown', 'unknown', 'unknown'],
    )
  })

  test('has no plans to show for a project without any', async () => {
    const { internals } = await activated()
    await known(internals, () => internals.store.get().plans)
    assert.deepEqual(await internals.plans.getChildren(), [])
  })
})

suite('a URL in the secret storage', () => {
  const url = 'postgresql://shop:hunter2@127.0.0.1:1/shop'

  teardown(async () => {
    const { internals } = await activated()
    await internals.urls.forget(folder().toString(), 'dev')
  })

  test('comes back as it was stored', async () => {
    const { urls } = (await activated()).internals
    const project = folder().toString()
    await urls.store(project, 'dev', url)
    assert.equal(await urls.read(project, 'dev'), url)
    assert.equal(await urls.read(project, 'prod'), undefined)
    await urls.forget(project, 'dev')
    assert.equal(await urls.read(project, 'dev'), undefined)
  })

  test('reaches the server, which tells host and database and nothing else of it', async () => {
    const { internals } = await activated()
    const { server, store, urls } = internals
    const project = folder().toString()
    await urls.store(project, 'dev', url)
    await server.refreshEnvironments({ project, names: ['dev'] })
    const dev = await known(internals, () =>
      store
        .get()
        .environments?.projects[0]?.environments.find(
          ({ name, target, refreshing }) => name === 'dev' && target !== undefined && !refreshing,
        ),
    )
    assert.equal(dev.target, '127.0.0.1:1/shop')
    assert.equal(dev.standing.kind, 'unknown')
    assert.doesNotMatch(JSON.stringify(store.get()), /hunter2/)
  })

  test('is described without its secret', async () => {
    const { server } = (await activated()).internals
    assert.deepEqual(await server.describeUrl({ url }), {
      kind: 'url',
      target: '127.0.0.1:1/shop',
      looksLikeProduction: false,
    })
    const refused = await server.describeUrl({ url: 'postgresql://shop:hunt#er2@db/shop' })
    assert.equal(refused.kind, 'refused')
    assert.doesNotMatch(JSON.stringify(refused), /er2/)
  })
})

suite('files of the extension', () => {
  const words = async (uri: vscode.Uri) => {
    // Shown, for VS Code asks about no other documents.
    await vscode.window.showTextDocument(uri)
    const found = () => vscode.languages.getDiagnostics(uri).map(({ message }) => message)
    await until(() => found().length > 0, `what is wrong with ${uri.path}`)
    return found().join('\n')
  }
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'))

  const written = async (text: string, ...path: string[]) => {
    const uri = vscode.Uri.joinPath(folder(), ...path)
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text))
    return uri
  }

  test('concertina.json is checked as it is written', async () => {
    const uri = await written('{ "enviroments": [] }\n', 'elsewhere', 'concertina.json')
    try {
      assert.match(await words(uri), /Property enviroments is not allowed/)
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, '..'), { recursive: true })
    }
  })

  test('so is the plan.json of a plan', async () => {
    const uri = await written('{}\n', 'prisma', 'plans', '20261120093000_empty', 'plan.json')
    try {
      assert.match(await words(uri), /Missing property "recipe"|"version" must be 1/)
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, '..', '..'), { recursive: true })
    }
  })
})

suite('documents', () => {
  test('.prisma files have their language, and .sql files keep theirs', async () => {
    const open = (...path: string[]) =>
      vscode.workspace.openTextDocument(vscode.Uri.file(join(folder().fsPath, ...path)))
    assert.equal((await open('prisma', 'schema.prisma')).languageId, 'prisma')
    const migration = ['migrations', '20251104091512_init', 'migration.sql']
    assert.equal((await open('prisma', ...migration)).languageId, 'sql')
  })

  test('the pending SQL is a document of the server, in SQL', async () => {
    const { server } = (await activated()).internals
    const { uri } = await server.pendingSql({ uri: folder().toString() })
    assert.ok(uri)
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true))
    assert.equal(document.languageId, 'sql')
    assert.match(document.getText(), /^--/)
  })
})

function itemOf(
  tree: vscode.TreeDataProvider<EnvironmentNode>,
  node: EnvironmentNode,
): vscode.TreeItem {
  return tree.getTreeItem(node) as vscode.TreeItem
}
