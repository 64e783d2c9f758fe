import { documentScheme } from '../../protocol/messages.js'

/** Uri of the virtual document that compares the strategies of a project's pending change. */
export function strategiesUri(projectUri: string): string {
  const name = decodeURIComponent(projectUri).split('/').at(-1) ?? 'project'
  return `${documentScheme}:/${encodeURIComponent(name)}/strategies.md?${encodeURIComponent(projectUri)}`
}

export function isStrategiesUri(uri: string): boolean {
  return uri.startsWith(`${documentScheme}:/`) && /\/strategies\.md(?:\?|$)/.test(uri)
}
