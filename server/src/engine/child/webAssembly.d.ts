/** The part of the WebAssembly API that the engine uses; Node's own types leave it to the browser's. */
declare namespace WebAssembly {
  class Module {
    readonly #brand: undefined
  }
  type Instance = { readonly exports: Readonly<Record<string, unknown>> }
  type Imports = Record<string, unknown>
  function compile(bytes: Uint8Array): Promise<Module>
  function instantiate(module: Module, imports: Imports): Promise<Instance>
}
