import fs from 'node:fs/promises'

const readAsset = (name) =>
  `require('node:zlib').brotliDecompressSync(require('node:fs').readFileSync(__dirname + '/assets/${name}.br'))`

// Three packages read their WebAssembly file from beside their own source, without a way to pass it in. Each place is
// replaced by exact text, so that a new version that does it differently fails the build instead of the extension.
const places = [
  {
    filter: /prisma-schema-wasm[\\/]src[\\/]prisma_schema_build\.js$/,
    from: `require('fs').readFileSync(wasmPath)`,
    to: readAsset('prisma_schema_build_bg.wasm'),
  },
  {
    filter: /libpg-query[\\/]wasm[\\/]libpg-query\.js$/,
    from: 'async function getWasmBinary(binaryFile){',
    to: `async function getWasmBinary(binaryFile){return ${readAsset('libpg-query.wasm')};`,
  },
  {
    filter: /sqlparser-ts[\\/]dist[\\/]index\.mjs$/,
    from: 'await readFile(new URL("../wasm/sqlparser_rs_wasm_bg.wasm", import.meta.url))',
    to: readAsset('sqlparser_rs_wasm_bg.wasm'),
  },
]

/**
 * esbuild plugin: makes packages that look for files beside themselves find them when bundled. The two SQL parsers and
 * the schema parser read their .wasm.br from dist/assets; jiti is taken in the form that has its compiler within.
 */
export const filesFromAssets = {
  name: 'files-from-assets',
  setup(build) {
    build.onResolve({ filter: /^jiti$/ }, ({ resolveDir, kind }) =>
      build.resolve('jiti/static', { resolveDir, kind }),
    )
    for (const { filter, from, to } of places)
      build.onLoad({ filter }, async ({ path }) => {
        const text = await fs.readFile(path, 'utf8')
        if (text.split(from).length !== 2)
          return {
            errors: [{ text: `The place that loads its WebAssembly was not found in ${path}` }],
          }
        return { contents: text.replace(from, () => to), loader: 'js' }
      })
  },
}
