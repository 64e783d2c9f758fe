import type { DescribeUrlAnswer } from '../../../server/src/protocol/messages.js'
import {
  isNamedLikeProduction,
  refuseEnvironmentName,
  refuseVariableName,
  suggestVariableName,
} from '../environments/environmentNames.js'
import { askChoice, askText, type Validation } from '../questions/quickInput.js'
import { mapAnswer, type Step } from '../questions/steps.js'
import type { Server } from '../server/server.js'

/** What an environment is asked about, as far as it is known. `url` is absent when it stays where it is. */
export type EnvironmentAnswers = {
  readonly name: string
  readonly source?: UrlSource
  readonly urlEnv?: string
  readonly url?: string
  readonly protected?: boolean
  /** Why it looks like production, for people. */
  readonly production?: string
}

export type UrlSource = 'variable' | 'secret' | 'unchanged'

/** The questions of "add" and "change": name, where the URL is, the URL or its variable, protection. */
export function environmentSteps(
  server: Server,
  taken: readonly string[],
  sources: readonly UrlSource[],
): readonly Step<EnvironmentAnswers>[] {
  return [
    askName(taken),
    askSource(sources),
    async (answers, place) => {
      switch (answers.source) {
        case 'secret':
          return askUrl(server)(answers, place)
        case 'variable':
          return askVariable(answers, place)
        case 'unchanged':
        case undefined:
          return { kind: 'answer', value: answers }
        default:
          return answers.source satisfies never
      }
    },
    askProtection,
  ]
}

function askName(taken: readonly string[]): Step<EnvironmentAnswers> {
  return async (answers, place) => {
    const answer = await askText(place, {
      prompt: 'Name of the environment, as commands and messages will call it',
      placeholder: 'staging',
      value: answers.name,
      validate: (name) => refused(refuseEnvironmentName(name, taken)),
    })
    return mapAnswer(answer, (name) => ({ ...answers, name }))
  }
}

function askSource(sources: readonly UrlSource[]): Step<EnvironmentAnswers> {
  return async (answers, place) => {
    const answer = await askChoice(place, {
      text: `Where is the URL of ${answers.name}?`,
      choices: sources.map((value) => ({ ...sourceTexts[value], value })),
      ...(answers.source === undefined ? {} : { first: answers.source }),
    })
    return mapAnswer(answer, (source) => ({ ...answers, source }))
  }
}

const sourceTexts = {
  unchanged: { label: 'Keep it where it is', detail: 'Neither the URL nor its variable changes.' },
  variable: {
    label: 'In an environment variable',
    detail: 'concertina.json gets the name of the variable; editor and command line read it there.',
  },
  secret: {
    label: 'In VS Code’s secret storage',
    detail: 'You enter the URL once. It stays on this machine and is in no file of the project.',
  },
} as const

const askVariable: Step<EnvironmentAnswers> = async (answers, place) => {
  const answer = await askText(place, {
    prompt: 'Name of the environment variable that holds the URL',
    value: answers.urlEnv ?? suggestVariableName(answers.name),
    validate: (name) => refused(refuseVariableName(name)),
  })
  return mapAnswer(answer, (urlEnv) => ({
    ...withSign(answers, productionSign(answers.name, undefined)),
    urlEnv,
  }))
}

/** The URL is checked by the server while it is typed; what is shown of it is host and database at most. */
function askUrl(server: Server): Step<EnvironmentAnswers> {
  return async (answers, place) => {
    const last: { described?: DescribeUrlAnswer } = {}
    const answer = await askText(place, {
      prompt: 'URL of the database: postgresql://user:password@host:5432/database',
      password: true,
      validate: async (url) => {
        const described = await server.describeUrl({ url })
        last.described = described
        return described.kind === 'refused'
          ? { kind: 'refused', say: described.say }
          : { kind: 'note', say: described.target }
      },
    })
    return mapAnswer(answer, (url) => ({
      ...withSign(answers, productionSign(answers.name, last.described)),
      url,
    }))
  }
}

const askProtection: Step<EnvironmentAnswers> = async (answers, place) => {
  const looks =
    answers.production === undefined ? '' : `This looks like production: ${answers.production} `
  const answer = await askChoice(place, {
    text: `Protect ${answers.name}?`,
    choices: [
      {
        label: 'Not protected',
        detail: 'A database that may be changed without further questions.',
        value: false,
      },
      {
        label: 'Protected',
        detail: `${looks}Whatever changes this database asks for the typed name of the environment first.`,
        value: true,
      },
    ],
    first: answers.protected ?? answers.production !== undefined,
  })
  return mapAnswer(answer, (isProtected) => ({ ...answers, protected: isProtected }))
}

function productionSign(name: string, answer: DescribeUrlAnswer | undefined): string | undefined {
  if (answer?.kind === 'url' && answer.looksLikeProduction) return answer.why ?? 'its URL says so.'
  return isNamedLikeProduction(name) ? 'its name says so.' : undefined
}

/** Without the URL and the sign of an answer that the user has gone back over. */
function withSign(answers: EnvironmentAnswers, production: string | undefined): EnvironmentAnswers {
  const { name, source, urlEnv } = answers
  return {
    name,
    ...(source === undefined ? {} : { source }),
    ...(urlEnv === undefined ? {} : { urlEnv }),
    ...(answers.protected === undefined ? {} : { protected: answers.protected }),
    ...(production === undefined ? {} : { production }),
  }
}

function refused(say: string | undefined): Validation {
  return say === undefined ? undefined : { kind: 'refused', say }
}
