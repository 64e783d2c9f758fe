import type { ParseArgsConfig } from 'node:util'
import type { CommandContext } from './commandContext.js'

/** One command of the command line; one file each under commands/. */
export type Command = {
  readonly name: string
  /** `check [--project DIR] [--format text|json|sarif]` */
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** False for a command that never asks what a schema differs by; it starts sooner then. */
  readonly comparesSchemas?: boolean
  readonly run: (context: CommandContext) => Promise<ExitCode>
}

/** 0 clean, 1 findings at or above the limit, 2 wrong usage, 3 could not analyse. */
export type ExitCode = 0 | 1 | 2 | 3

/** Wrong usage, in words for the user. */
export class UsageError extends Error {}

/** What was asked for could not be analysed, in words for the user. */
export class AnalysisImpossible extends Error {}

export type CommandOptions = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>

export function textOption(options: CommandOptions, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function listOption(options: CommandOptions, name: string): readonly string[] {
  const value = options[name]
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : []
}

export function choiceOption<Choice extends string>(
  options: CommandOptions,
  name: string,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  const value = textOption(options, name)
  if (value === undefined) return otherwise
  const choice = choices.find((one) => one === value)
  if (choice === undefined)
    throw new UsageError(`--${name} takes ${choices.join(', ')}; not "${value}".`)
  return choice
}

/** Options that most commands share. */
export const sharedOptions = {
  project: { type: 'string', short: 'p' },
  format: { type: 'string', short: 'f' },
} as const satisfies Command['options']
