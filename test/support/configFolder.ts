import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A temporary folder with these files in it, removed after `work`; `first` is the path of the first file. */
export async function inConfigFolder<Result>(
  files: Readonly<Record<string, string>>,
  work: (place: { readonly folder: string; readonly first: string }) => Promise<Result>,
): Promise<Result> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'concertina-config-')))
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    return await work({ folder, first: join(folder, Object.keys(files)[0] ?? '') })
  } finally {
    await rm(folder, { recursive: true })
  }
}
