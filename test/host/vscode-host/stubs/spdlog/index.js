import fs from 'node:fs'
import path from 'node:path'
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off']
export class Logger {
  constructor(file) {
    this.file = file
    this.level = 2
    this.raw = false
    fs.mkdirSync(path.dirname(file), { recursive: true })
  }
  _write(level, message) {
    if (level < this.level) return
    const line = this.raw
      ? message
      : `${new Date().toISOString().replace('T', ' ').slice(0, 23)} [${names[level]}] ${message}\n`
    try {
      fs.appendFileSync(this.file, line)
    } catch {
      /* the log folder may be gone at shutdown */
    }
  }
  trace(m) {
    this._write(0, m)
  }
  debug(m) {
    this._write(1, m)
  }
  info(m) {
    this._write(2, m)
  }
  warn(m) {
    this._write(3, m)
  }
  error(m) {
    this._write(4, m)
  }
  critical(m) {
    this._write(5, m)
  }
  getLevel() {
    return this.level
  }
  setLevel(level) {
    this.level = level
  }
  clearFormatters() {
    this.raw = true
  }
  setPattern() {}
  setAsyncMode() {}
  flush() {}
  drop() {}
}
const create = async (_name, file) => new Logger(file)
export const version = 0
export const createRotatingLogger = create
export const createAsyncRotatingLogger = create
export function setLevel() {}
export function setFlushOn() {}
export function shutdown() {}
