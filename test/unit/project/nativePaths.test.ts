import assert from 'node:assert/strict'
import { nativePath, posixPath } from '../../../server/src/project/nativePaths.js'

suite('paths', () => {
  test('on Windows a drive and backslashes stand for the first slash and the others', () => {
    assert.equal(nativePath('/c:/work/app', 'win32'), 'c:\\work\\app')
    assert.equal(posixPath('C:\\work\\app', 'win32'), '/c:/work/app')
    assert.equal(posixPath('prisma\\schema.prisma', 'win32'), 'prisma/schema.prisma')
    assert.equal(nativePath('//server/share/x', 'win32'), '\\\\server\\share\\x')
  })

  test('elsewhere a path is as it is', () => {
    assert.equal(nativePath('/work/a\\b', 'linux'), '/work/a\\b')
    assert.equal(posixPath('/work/a\\b', 'darwin'), '/work/a\\b')
  })
})
