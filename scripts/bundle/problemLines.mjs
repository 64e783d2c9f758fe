/**
 * esbuild plugins for --watch over several bundles: one line when the first of them begins to build, one for each problem,
 * one when the last has ended. The problem matcher of the task "watch" in .vscode/tasks.json reads them; for it, the
 * bundles are one build, so that nothing is launched while some are old.
 */
export function createProblemLines(bundles) {
  const building = new Set()
  const unbuilt = new Set(bundles)
  return (output) => ({
    name: 'problem-lines',
    setup(build) {
      build.onStart(() => {
        if (building.size === 0) console.log('[watch] build started')
        building.add(output)
      })
      build.onEnd(({ errors, warnings }) => {
        for (const line of [
          ...lines(output, 'error', errors),
          ...lines(output, 'warning', warnings),
        ])
          console.log(line)
        building.delete(output)
        unbuilt.delete(output)
        if (building.size === 0 && unbuilt.size === 0) console.log('[watch] build finished')
      })
    },
  })
}

function lines(output, kind, messages) {
  return messages.map(({ text, location: at }) =>
    at
      ? `${at.file}:${at.line}:${at.column + 1}: ${kind}: ${text}`
      : `${output}:1:1: ${kind}: ${text}`,
  )
}
