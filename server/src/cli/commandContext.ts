import type { Project } from '../project/project.js'
import type { CommandOptions } from './command.js'

/** What a command works with. */
export type CommandContext = {
  readonly options: CommandOptions
  readonly arguments: readonly string[]
  /** Folder in which the command was started, absolute, with forward slashes. */
  readonly workingFolder: string
  /** Writes to the standard output. */
  readonly print: (text: string) => void
  /** Writes a line to the standard error: progress and warnings, never part of a result. */
  readonly note: (line: string) => void
  readonly environmentVariable: (name: string) => string | undefined
  readonly now: () => Date
  /** The project that the options name, or the one around the working folder. */
  readonly project: () => Promise<Project>
}
