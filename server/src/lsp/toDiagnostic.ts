import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver'
import type { Diagnostic } from '../features/diagnostic.js'
import type { Severity } from '../protocol/finding.js'
import { lineIndexOf, type LineIndex } from '../text/lineIndex.js'

/** Base uri of the documentation pages, without a slash at the end. */
export type DocumentationUri = string

export function toDiagnostic(
  diagnostic: Diagnostic,
  lines: LineIndex,
  documentation: DocumentationUri,
  withRelated: boolean,
): LspDiagnostic {
  const { code, page, message, range, severity, related, data } = diagnostic
  return {
    source: 'concertina',
    code,
    message,
    severity: severities[severity],
    range: lines.rangeOf(range),
    ...(page === undefined ? {} : { codeDescription: { href: `${documentation}/${page}` } }),
    ...(withRelated && related.length > 0
      ? {
          relatedInformation: related.map((place) => ({
            message: place.message,
            location: {
              uri: place.uri,
              range: 'lines' in place ? place.lines : lineIndexOf(place.text).rangeOf(place.range),
            },
          })),
        }
      : {}),
    ...(data === undefined ? {} : { data }),
  }
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}
