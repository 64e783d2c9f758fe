/** When the bundle began to run. Imported first, so that the time of loading everything else counts. */
export const bundleStartedAtMs = performance.now()
