import { join } from 'node:path/posix'

/** A path that is relative to the project, from the top of its repository. */
export function inRepository(prefix: string, file: string): string {
  return join(prefix, file)
}
