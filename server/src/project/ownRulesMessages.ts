import type { OwnFinding, OwnProblem, OwnScript } from '../rules/own/ownScript.js'

/** To the child process that runs a project's own rules; the first message names its modules. */
export type OwnRulesRequest =
  | { readonly kind: 'load'; readonly modules: readonly OwnRulesModule[] }
  | { readonly kind: 'judge'; readonly script: OwnScript }

/** `file` is what concertina.json says, `path` where that lies on this machine. */
export type OwnRulesModule = { readonly file: string; readonly path: string }

/** Answers come in the order of the requests. */
export type OwnRulesReply =
  | { readonly kind: 'loaded'; readonly problems: readonly OwnProblem[] }
  | {
      readonly kind: 'judged'
      readonly findings: readonly OwnFinding[]
      readonly problems: readonly OwnProblem[]
    }
