import { typeSwapRecipe } from './swap/swapOffer.js'

/** C11: times with and without time zone. Prisma keeps both in UTC. */
export const timestampToTimestamptz = typeSwapRecipe({
  id: 'timestamp-to-timestamptz',
  operation: 'C11',
  title: 'Give a time its time zone',
})
