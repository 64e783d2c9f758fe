import { provesPlans } from './proved.js'

const member = (mark: '' | '?') => `
model Team {
  id      Int @id
  members Member[]
}
model Member {
  id     Int    @id
  teamId Int${mark}   @map("Team Id")
  name   String?
  team   Team${mark}  @relation(fields: [teamId], references: [id], onDelete: Cascade)
}
`

suite('set-not-null: proved on a real server', () => {
  provesPlans('set-not-null', {
    'a reference, for which no row stands for none': { before: member('?'), after: member('') },
  })
})
