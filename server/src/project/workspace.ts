import { basename } from 'node:path/posix'
import type { EvaluateConfig } from '../prisma/configResult.js'
import { findProjects } from '../prisma/findProjects.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import type { SqlParser } from '../sql/parseStatements.js'
import { concertinaJsonFileName } from './concertinaJson.js'
import { diskFiles } from './diskFiles.js'
import type { EnginePool } from './enginePool.js'
import { pathOfUri } from './locations.js'
import type { OwnRules } from './ownRules.js'
import { createProject, type Project } from './project.js'
import type { OpenText } from './readProject.js'

/** The projects of the open workspace folders. */
export type Workspace = {
  /** Looks for projects again; those whose layout is the same keep what they know. */
  scan(): Promise<void>
  projects(): readonly Project[]
  /** The project that a file belongs to: its schema, a migration, its concertina.json, a plan. */
  projectOf(uri: string): Project | undefined
  project(rootUri: string): Project | undefined
  /** Takes note of files that were changed, created or deleted; tells whether a scan is due. */
  changed(uris: readonly string[]): { readonly scanIsDue: boolean }
  /** For the user: why projects may be missing; one sentence for each folder. */
  incomplete(): readonly string[]
  close(): Promise<void>
}

export type WorkspacePorts = {
  readonly folders: () => readonly string[]
  readonly trusted: () => boolean
  readonly evaluateConfig: EvaluateConfig
  readonly openText: OpenText
  readonly engines: EnginePool
  readonly parser: SqlParser
  readonly ownRules: OwnRules
  readonly now: () => number
  readonly knownRules: ReadonlySet<string>
}

export function createWorkspace(ports: WorkspacePorts): Workspace {
  let projects: readonly Project[] = []
  let incomplete: readonly string[] = []
  let trustOfScan = ports.trusted()

  const makeProject = (layout: ProjectLayout) =>
    createProject(layout, {
      services: {
        engine: ports.engines.engineFor(layout.root),
        parser: ports.parser,
        ownRules: ports.ownRules,
        now: ports.now,
      },
      openText: ports.openText,
      mayRunGit: ports.trusted(),
      knownRules: ports.knownRules,
    })

  return {
    scan: async () => {
      const trusted = ports.trusted()
      const searches = await Promise.all(
        ports
          .folders()
          .flatMap((uri) => pathOfUri(uri) ?? [])
          .map((folder) =>
            findProjects(
              diskFiles,
              folder,
              trusted ? { evaluateConfig: ports.evaluateConfig } : {},
            ),
          ),
      )
      const found = searches.flatMap((search) => search.projects)
      const known = new Map(
        trusted === trustOfScan
          ? projects.map((project) => [JSON.stringify(project.layout), project])
          : [],
      )
      trustOfScan = trusted
      projects = uniqueByRoot(found).map(
        (layout) => known.get(JSON.stringify(layout)) ?? makeProject(layout),
      )
      incomplete = searches.flatMap((search) => search.incomplete ?? [])
    },
    projects: () => projects,
    projectOf: (uri) => {
      const path = pathOfUri(uri)
      return path === undefined ? undefined : owner(projects, path)
    },
    project: (rootUri) => {
      const root = pathOfUri(rootUri)
      return projects.find((project) => project.layout.root === root)
    },
    changed: (uris) => {
      let scanIsDue = false
      for (const path of uris.flatMap((uri) => pathOfUri(uri) ?? [])) {
        const name = basename(path)
        scanIsDue ||= mayChangeLayout(name) && !isKnownSchema(projects, path)
        for (const project of projects) {
          if (path.startsWith(`${project.layout.migrationsDir}/`)) project.forget('files')
          else if (name === concertinaJsonFileName) project.forget('configuration')
          else project.forget('commit')
        }
      }
      return { scanIsDue }
    },
    incomplete: () => incomplete,
    close: () => {
      ports.ownRules.close()
      return ports.engines.close()
    },
  }
}

/** Creation and deletion of a schema file change the layout; so may what is in these files. */
function mayChangeLayout(name: string): boolean {
  return (
    name === 'package.json' ||
    name.endsWith('.prisma') ||
    /^prisma7?(\.config)?\.[cm]?[jt]s$/.test(name)
  )
}

function isKnownSchema(projects: readonly Project[], path: string): boolean {
  return projects.some((project) => project.layout.schemaFiles.includes(path))
}

function owner(projects: readonly Project[], path: string): Project | undefined {
  return (
    projects.find(({ layout }) => layout.schemaFiles.includes(path)) ??
    projects.find(({ layout }) => path.startsWith(`${layout.migrationsDir}/`)) ??
    longest(
      projects.filter(({ layout }) => path === layout.root || path.startsWith(`${layout.root}/`)),
    )
  )
}

function longest(projects: readonly Project[]): Project | undefined {
  return projects.toSorted((left, right) => right.layout.root.length - left.layout.root.length)[0]
}

function uniqueByRoot(layouts: readonly ProjectLayout[]): ProjectLayout[] {
  const seen = new Set<string>()
  return layouts.filter((layout) => {
    const key = `${layout.root} ${layout.schemaFiles.join(' ')}`
    const first = !seen.has(key)
    seen.add(key)
    return first
  })
}
