// A PostgreSQL data directory that is ready to start: initdb costs PGlite two seconds and memory that it never gives
// back, so it runs once, here, and what it made is shipped.
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { writeTar } from './tar.mjs'

// 1 MB segments instead of 16: the write-ahead log is most of a fresh directory.
const segmentSize = 1024 * 1024
const initdbArguments = [
  '--wal-segsize=1',
  '--encoding=UTF8',
  '--locale-provider=libc',
  '--locale=C.UTF-8',
]

/** What decides the directory's content: PostgreSQL itself, and this file. */
export async function dataDirectoryInputs(pglite) {
  const files = ['pglite.wasm', 'pglite.data', 'initdb.wasm'].map((name) => path.join(pglite, name))
  const recipe = new URL(import.meta.url)
  return Promise.all([...files, recipe].map((file) => fs.readFile(file)))
}

/** Names in it are relative to the data directory; empty folders are entries too, PostgreSQL does not start without them. */
export async function dataDirectoryTar() {
  const { PGlite } = await import('@electric-sql/pglite')
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'concertina-pgdata-'))
  const exitCode = process.exitCode
  try {
    const postgres = await PGlite.create({
      dataDir: folder,
      initDbStartParams: initdbArguments,
    })
    // Nobody creates databases in it: without the two templates it is a third of the size.
    await postgres.exec(
      `UPDATE pg_database SET datistemplate = false WHERE datname LIKE 'template%'`,
    )
    await postgres.exec('DROP DATABASE template0')
    await postgres.exec('DROP DATABASE template1')
    await postgres.exec('VACUUM FREEZE')
    await postgres.exec('CHECKPOINT')
    await postgres.close()
    await dropSpareSegments(folder)
    return writeTar(await entriesOf(folder))
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
    // The WebAssembly build sets it to its own.
    process.exitCode = exitCode
  }
}

/** Only the segments from the last checkpoint's start to the checkpoint itself are read when PostgreSQL starts. */
async function dropSpareSegments(folder) {
  const control = await fs.readFile(path.join(folder, 'global', 'pg_control'))
  // ControlFileData: checkPoint at 32, checkPointCopy.redo at 40, both log positions of 64 bits (pg_control.h).
  const segmentOf = (position) => Number(control.readBigUInt64LE(position) / BigInt(segmentSize))
  const [last, first] = [segmentOf(32), segmentOf(40)]
  const needed = new Set()
  for (let segment = first; segment <= last; segment += 1) needed.add(segmentName(segment))
  const log = path.join(folder, 'pg_wal')
  const names = await fs.readdir(log)
  if (!names.includes(segmentName(last)))
    throw new Error(`The checkpoint's segment ${segmentName(last)} is not in pg_wal: ${names}`)
  for (const name of names)
    if (/^[0-9A-F]{24}$/.test(name) && !needed.has(name)) await fs.rm(path.join(log, name))
  for (const name of await fs.readdir(path.join(log, 'summaries')))
    await fs.rm(path.join(log, 'summaries', name))
}

/** Timeline 1, then the segment's number in two halves (XLogFileName). */
function segmentName(segment) {
  const perLogId = 0x1_0000_0000 / segmentSize
  const hex = (value) => value.toString(16).toUpperCase().padStart(8, '0')
  return hex(1) + hex(Math.floor(segment / perLogId)) + hex(segment % perLogId)
}

async function entriesOf(folder) {
  const found = await fs.readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    found
      .filter((entry) => !['postmaster.pid', 'postmaster.opts'].includes(entry.name))
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name)
        const name = path.relative(folder, file).split(path.sep).join('/')
        return entry.isDirectory() ? { name } : { name, data: await fs.readFile(file) }
      }),
  )
}
