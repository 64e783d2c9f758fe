import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const brotli = promisify(zlib.brotliCompress)

/** Brotli's own scale. `small` is for what is shipped; `fast` takes a twentieth of the time, for tests and trying out. */
export const qualities = { small: 10, fast: 5 }

/**
 * The cached file that holds job.make() compressed. `job.inputs` are the bytes and strings that decide its content: the
 * same inputs give the same file without making it again. A file that is better compressed than asked for is taken too.
 */
export async function compressed(cache, job, quality, log) {
  const hash = createHash('sha256')
  for (const input of job.inputs) hash.update(input)
  const stem = `${path.basename(job.name)}-${hash.digest('hex').slice(0, 32)}`
  const fileOf = (level) => path.join(cache, `${stem}-q${level}`)
  for (const level of Object.values(qualities))
    if (level >= quality && (await exists(fileOf(level)))) return fileOf(level)
  const startedAt = performance.now()
  const bytes = await job.make()
  const packed = await brotli(bytes, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: quality,
      [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
  await fs.mkdir(cache, { recursive: true })
  // Renamed into place, so that an interrupted run leaves no half file under the final name.
  const file = fileOf(quality)
  const unfinished = `${file}.${process.pid}`
  await fs.writeFile(unfinished, packed)
  await fs.rename(unfinished, file)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (seconds >= 1) log(`${job.name}: ${kib(bytes.length)} → ${kib(packed.length)} in ${seconds} s`)
  return file
}

const kib = (bytes) => `${Math.ceil(bytes / 1024)} KiB`

async function exists(file) {
  try {
    await fs.access(file)
    return true
  } catch {
    return false
  }
}
