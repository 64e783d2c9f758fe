import type { CheckReport } from '../../protocol/checkReport.js'
import { printGithubAnnotations } from './github.js'
import { printGitlabCodeQuality } from './gitlab.js'
import { printJson } from './json.js'
import { printMarkdown } from './markdown.js'
import { printSarif } from './sarif.js'
import { printCheckAsText } from './text.js'

/** The formats of `check` and `lint`, as `--format` takes them. */
export const reportFormats = ['text', 'json', 'sarif', 'github', 'gitlab', 'markdown'] as const
export type ReportFormat = (typeof reportFormats)[number]

/**
 * `prefix` is the folder of the project in its repository (`packages/db/`, or empty): services
 * that show findings beside the code want paths from the top of the repository.
 */
export function printReport(report: CheckReport, format: ReportFormat, prefix: string): string {
  switch (format) {
    case 'text':
      return printCheckAsText(report)
    case 'json':
      return printJson(report)
    case 'sarif':
      return printSarif(report, prefix)
    case 'github':
      return printGithubAnnotations(report, prefix)
    case 'gitlab':
      return printGitlabCodeQuality(report, prefix)
    case 'markdown':
      return printMarkdown(report)
    default:
      return format satisfies never
  }
}
