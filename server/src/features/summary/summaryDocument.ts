import { documentScheme } from '../../protocol/messages.js'

/** Uri of the virtual document that summarises the next deploy of a project. */
export function summaryUri(projectUri: string): string {
  const name = decodeURIComponent(projectUri).split('/').at(-1) ?? 'project'
  return `${documentScheme}:/${encodeURIComponent(name)}/deploy-summary.md?${encodeURIComponent(projectUri)}`
}

export function isSummaryUri(uri: string): boolean {
  return uri.startsWith(`${documentScheme}:/`) && /\/deploy-summary\.md(?:\?|$)/.test(uri)
}
