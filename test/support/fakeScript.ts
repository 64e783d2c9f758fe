import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type {
  AskRequest,
  CheckDataAnswer,
  EditAnswer,
  EnvironmentsReport,
  PendingSqlAnswer,
  PlansReport,
  ProjectState,
  SuggestedMigrationName,
} from '../../server/src/protocol/messages.js'

/** What test/support/fakeLanguageServer.ts answers. */
export type FakeScript = {
  readonly projects: readonly ProjectState[]
  readonly environments: EnvironmentsReport
  readonly plans: PlansReport
  readonly editEnvironment?: EditAnswer
  readonly pendingSql?: PendingSqlAnswer
  readonly suggestedName?: SuggestedMigrationName
  /** Text of virtual documents by uri. */
  readonly contents?: Readonly<Record<string, string>>
  /** Virtual documents whose text is said to have changed. */
  readonly changedContents?: readonly string[]
  /** Asked before the plan is written. */
  readonly questions?: AskRequest
  /** What each environment answers; one without an answer waits for the user to cancel. */
  readonly checkData?: Readonly<Record<string, CheckDataAnswer>>
  /** Ends the server, at its start or at once. */
  readonly dies?: boolean
}

export type FakeRecord = { readonly what: string; readonly value: unknown }

/** At once: the server may read it at any moment. */
export function writeScript(file: string, script: FakeScript): void {
  writeFileSync(`${file}.new`, JSON.stringify(script))
  renameSync(`${file}.new`, file)
}

/** What the server was told so far, oldest first. */
export function readRecord(file: string): FakeRecord[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FakeRecord)
}
