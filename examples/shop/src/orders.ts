import { database } from './database'

export type Line = { productId: number; quantity: number }

export async function placeOrder(customerId: number, lines: readonly Line[], note?: string) {
  const products = await database.product.findMany({
    where: { id: { in: lines.map((line) => line.productId) }, isListed: true },
  })
  const items = lines.flatMap(({ productId, quantity }) => {
    const product = products.find(({ id }) => id === productId)
    return product === undefined
      ? []
      : [{ productId, quantity, title: product.name, unitPriceCents: product.priceCents }]
  })
  return database.order.create({
    data: {
      customerId,
      note: note ?? null,
      totalCents: items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0),
      items: { create: items },
    },
  })
}

export function ordersToPack() {
  return database.order.findMany({
    where: { status: 'PAID', note: { not: null } },
    include: { items: true, customer: { select: { name: true, phone: true } } },
    orderBy: { placedAt: 'asc' },
  })
}

export function cancel(id: number) {
  return database.order.update({ where: { id }, data: { status: 'CANCELLED' } })
}
