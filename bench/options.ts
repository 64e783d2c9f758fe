import { parseArgs } from 'node:util'

export type BenchOptions = {
  /** Folder with the public projects, one folder each. */
  readonly corpus?: string
  readonly vscode: boolean
  readonly package: boolean
}

/** Throws for an option that does not exist. */
export function readOptions(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      corpus: { type: 'string' },
      vscode: { type: 'boolean', default: true },
      package: { type: 'boolean', default: true },
    },
  })
  const corpus = values.corpus ?? variables['CONCERTINA_CORPUS']
  return {
    ...(corpus === undefined ? {} : { corpus }),
    vscode: values.vscode,
    package: values.package,
  }
}
