import type * as vscode from 'vscode'
import { documentScheme } from '../../../server/src/protocol/messages.js'

/** The documents that the server knows: never all SQL, and no language of its own for it. */
export const documents = [
  { scheme: 'file', language: 'prisma' },
  { scheme: 'file', pattern: '**/migrations/*/migration.sql' },
  { scheme: 'file', pattern: '**/concertina.json' },
  { scheme: 'file', pattern: '**/plans/*/plan.json' },
  { scheme: documentScheme },
] as const satisfies vscode.DocumentSelector
