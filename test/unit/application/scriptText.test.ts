import assert from 'node:assert/strict'
import { scriptText } from '../../../server/src/application/scriptText.js'

suite('the code in components', () => {
  test('of Vue and Svelte: what stands in scripts, at its place', () => {
    const text = `<template>
  {{ user.name }}
</template>
<script setup lang="ts" generic="T extends Map<A, B>">
const name = 1
</script>
<style>a { color: red }</style>
<script>other()</script>`
    for (const path of ['a.vue', 'b.svelte']) keeps(path, text, ['const name = 1', 'other()'])
  })

  test('of Astro: what stands between the dashes at the top too', () => {
    keeps('a.astro', `---\nconst a = 1 --- b\n---\n<p>{a}</p>\n<script>c()</script>`, [
      'const a = 1 --- b',
      'c()',
    ])
    keeps('a.astro', '<p>---</p>\n<script>c()</script>', ['c()'])
  })

  test('a script that is not closed is none, and other files are code as they are', () => {
    keeps('a.vue', '<script>a()', [])
    assert.equal(scriptText('a.tsx', '<script>a()</script>'), '<script>a()</script>')
  })
})

/** Checks that exactly these parts are left, each where it was, line by line. */
function keeps(path: string, text: string, parts: readonly string[]): void {
  const found = scriptText(path, text)
  assert.equal(found.length, text.length)
  assert.deepEqual(
    found.split(/\s{2,}|\n/).filter((part) => part !== ''),
    parts,
  )
  for (const part of parts) assert.equal(found.indexOf(part), text.indexOf(part))
}
