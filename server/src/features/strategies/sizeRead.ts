import type { AdvisedChange } from './strategy.js'

/** ` (about 400,001 rows, 46 MB in prod)`, where an environment has been asked; '' elsewhere. */
export function sizeRead({ findings }: Pick<AdvisedChange, 'findings'>): string {
  const data = findings.find(({ data: verdict }) => verdict?.bytes !== undefined)?.data
  if (data?.bytes === undefined) return ''
  const rows = data.rows === undefined ? '' : `about ${data.rows.toLocaleString('en-US')} rows, `
  return ` (${rows}${inWords(data.bytes)} in ${data.environment})`
}

function inWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  return megabytes < 1 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.round(megabytes)} MB`
}
