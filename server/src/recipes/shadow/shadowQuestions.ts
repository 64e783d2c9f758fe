import { refusal } from '../parts/refusal.js'
import type { Answers, Question, RecipeRefusal } from '../recipe.js'

/** How long the way back stays open is for the team to say. */
export const retentionQuestion: Question = {
  id: 'retention',
  text: 'How many days is the old table kept, and kept up to date, behind the swap?',
  kind: 'choice',
  choices: [
    { value: '1', label: '1 day', detail: 'The way back is open until tomorrow' },
    { value: '7', label: '7 days', detail: 'A week with its reports and scheduled jobs' },
    { value: '14', label: '14 days', detail: 'Twice the room on disk for two weeks' },
    { value: '30', label: '30 days', detail: 'A month with its closing' },
  ],
  default: '7',
}

export function retentionDays({ retention = '7' }: Answers): number | RecipeRefusal {
  return /^[1-9]\d{0,3}$/.test(retention)
    ? Number(retention)
    : refusal(`"${retention}" is not a number of days.`)
}
