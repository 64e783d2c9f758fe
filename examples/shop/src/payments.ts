import { database } from './database'

/** The provider calls it again when it gets no answer, hence the look-up by reference. */
export async function onPaymentCaptured(reference: string, orderId: number, amountCents: number) {
  const known = await database.payment.findUnique({ where: { providerReference: reference } })
  if (known !== null) return known
  return database.payment.create({
    data: {
      orderId,
      amountCents,
      provider: 'stripe',
      providerReference: reference,
      status: 'CAPTURED',
      settledAt: new Date(),
    },
  })
}
