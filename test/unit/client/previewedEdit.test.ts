import assert from 'node:assert/strict'
import { previewedEdit } from '../../../client/src/plans/previewedEdit.js'

suite('an edit that is looked at first', () => {
  const uri = 'file:///shop/prisma/plans/1_split/plan.json'
  const change = { kind: 'delete', uri: 'file:///shop/prisma/plans/1_split' }
  const goes = { label: 'Goes', needsConfirmation: false }
  const edit = { documentChanges: [change], changeAnnotations: { goes } }

  test('begins with a line that changes nothing and wants to be confirmed', () => {
    const { documentChanges, changeAnnotations } = previewedEdit(edit, uri, 'Look') as {
      documentChanges: [{ edits: [{ newText: string; annotationId: string }] }]
      changeAnnotations: Record<string, { label: string; needsConfirmation: boolean }>
    }
    const [first, ...others] = documentChanges
    const [{ newText, annotationId }] = first.edits
    assert.equal(newText, '')
    assert.equal(changeAnnotations[annotationId]?.label, 'Look')
    assert.equal(changeAnnotations[annotationId].needsConfirmation, true)
    assert.deepEqual(others, [change])
    assert.equal(changeAnnotations.goes, goes)
  })

  test('is made of one without annotations too', () => {
    const { documentChanges } = previewedEdit({ documentChanges: [change] }, uri, 'Look') as {
      documentChanges: unknown[]
    }
    assert.equal(documentChanges.length, 2)
  })
})
