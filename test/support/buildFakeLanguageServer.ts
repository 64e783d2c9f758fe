import { join } from 'node:path'
import esbuild from 'esbuild'

/** Bundles the fake server for the Node of the extension host; gives the path of its module. */
export async function buildFakeLanguageServer(): Promise<string> {
  const root = join(import.meta.dirname, '..', '..')
  const outfile = join(root, 'out', 'fake-server', 'server.cjs')
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, 'fakeLanguageServer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  })
  return outfile
}
