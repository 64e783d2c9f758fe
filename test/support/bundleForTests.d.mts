/** Bundles one entry as the product has it, into a file elsewhere. */
export function bundleForTests(source: string, outfile: string): Promise<void>
