import esbuild from 'esbuild'
import { bundleOptions } from '../../esbuild.mjs'

/** Bundles one entry as the product has it, into a file elsewhere. */
export async function bundleForTests(source, outfile) {
  const entry = { source, output: 'unused.js', format: 'esm' }
  await esbuild.build({ ...bundleOptions(entry, false), outfile, minify: false })
}
