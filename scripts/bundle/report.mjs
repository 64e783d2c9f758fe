/** Prints, for each bundle, the bytes that each dependency and our own code take in it, largest first. */
export function printReport(results) {
  for (const [output, { metafile }] of Object.entries(results)) {
    const [{ bytes, inputs }] = Object.values(metafile.outputs).filter(
      ({ entryPoint }) => entryPoint,
    )
    const byPackage = new Map()
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'concertina'
      byPackage.set(name, (byPackage.get(name) ?? 0) + bytesInOutput)
    }
    console.log(`\ndist/${output}  ${inKib(bytes)}`)
    for (const [name, size] of [...byPackage].sort(([, a], [, b]) => b - a))
      console.log(`  ${inKib(size)}  ${name}`)
  }
}

const inKib = (bytes) => `${(bytes / 1024).toFixed(1).padStart(8)} KiB`
