import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

type Launch = {
  readonly configurations: readonly { readonly name: string; readonly preLaunchTask?: string }[]
  readonly compounds: readonly { readonly configurations: readonly string[] }[]
}
type Tasks = {
  readonly tasks: readonly {
    readonly label: string
    readonly type: string
    readonly script: string
    readonly problemMatcher: { readonly pattern: { readonly regexp: string } } | readonly string[]
  }[]
}
type Manifest = { readonly scripts: Readonly<Record<string, string>> }

suite('.vscode/launch.json and tasks.json', () => {
  const launch = read<Launch>('.vscode/launch.json')
  const { tasks } = read<Tasks>('.vscode/tasks.json')
  const { scripts } = read<Manifest>('package.json')

  test('every path in them exists, once the packages are installed and built', () => {
    // dist/ is made by the task that runs before the launch; its folder is all that can be asked for.
    const paths = pathsIn([launch, tasks]).filter((path) => !path.startsWith('dist/'))
    assert.ok(paths.length > 2)
    assert.deepEqual(
      paths.filter((path) => !existsSync(join(root, path))),
      [],
    )
  })

  test('every task runs a script of package.json', () => {
    assert.deepEqual(
      tasks.map(({ type }) => type).filter((type) => type !== 'npm'),
      [],
    )
    assert.deepEqual(
      tasks.map(({ script }) => script).filter((script) => !(script in scripts)),
      [],
    )
  })

  test('every file that a script of package.json starts exists', () => {
    const files = Object.values(scripts).flatMap(
      (command) => command.match(/\S+\.(?:mjs|ts)\b/g) ?? [],
    )
    assert.ok(files.length > 5)
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    )
  })

  test('every task and configuration that is named exists', () => {
    const labels = tasks.map(({ label }) => label)
    const names = launch.configurations.map(({ name }) => name)
    const wantedTasks = launch.configurations.flatMap(({ preLaunchTask }) => preLaunchTask ?? [])
    const wantedNames = launch.compounds.flatMap(({ configurations }) => configurations)
    assert.ok(wantedTasks.length > 0 && wantedNames.length > 0)
    assert.deepEqual(
      wantedTasks.filter((label) => !labels.includes(label)),
      [],
    )
    assert.deepEqual(
      wantedNames.filter((name) => !names.includes(name)),
      [],
    )
  })

  test('the problem matcher of "watch" reads the lines that the watching build prints', () => {
    const watch = tasks.find(({ label }) => label === 'watch')
    assert.ok(watch && 'pattern' in watch.problemMatcher)
    const match = new RegExp(watch.problemMatcher.pattern.regexp).exec(
      'server/src/sql/quoting.ts:3:14: error: Could not resolve "./nowhere.js"',
    )
    assert.deepEqual(match?.slice(1), [
      'server/src/sql/quoting.ts',
      '3',
      '14',
      'error',
      'Could not resolve "./nowhere.js"',
    ])
  })
})

function read<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Shape
}

/** What follows ${workspaceFolder}/ in any string of the value. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [...value.matchAll(/\$\{workspaceFolder\}\/([^\s"]+)/g)].flatMap(
      (match) => match[1] ?? [],
    )
  if (Array.isArray(value)) return value.flatMap(pathsIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : []
}
