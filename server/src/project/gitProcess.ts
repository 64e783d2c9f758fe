import { spawn } from 'node:child_process'
import { digestOf, recordInput } from './recordedInputs.js'

/**
 * Runs one git command in `folder` and gives its output, or `undefined` when git is missing, when
 * the folder is in no repository, or when git fails or takes too long. Call it in a trusted
 * workspace only: a repository's own configuration can name programs. Those for watching files
 * and for hooks are switched off all the same, and nothing is locked or written.
 */
export async function runGit(
  folder: string,
  parameters: readonly string[],
  input = '',
): Promise<Buffer | undefined> {
  const output = await outputOf(folder, parameters, input)
  // What a commit or an object holds follows from its name; only what names them can change.
  if (parameters[0] === 'rev-parse') {
    recordInput({ kind: 'git', path: folder }, () => digestOfOutput(output), parameters)
  }
  return output
}

export function digestOfOutput(output: Buffer | undefined): string {
  return output === undefined ? 'none' : digestOf(output)
}

function outputOf(
  folder: string,
  parameters: readonly string[],
  input: string,
): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const git = spawn('git', [...safeSettings, '-C', folder, ...parameters], {
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: longestMs,
      windowsHide: true,
    })
    const output: Buffer[] = []
    git.on('error', () => resolve(undefined))
    git.on('close', (code) => resolve(code === 0 ? Buffer.concat(output) : undefined))
    git.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    // Git may end before it has read everything; its exit code tells.
    git.stdin.on('error', () => undefined)
    git.stdin.end(input)
  })
}

const safeSettings = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=', '-c', 'core.pager=cat']
const longestMs = 10_000
