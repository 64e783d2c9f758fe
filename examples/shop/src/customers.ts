import { database } from './database'

export function findCustomer(email: string) {
  return database.customer.findUnique({
    where: { email },
    select: { id: true, name: true, email: true, phone: true },
  })
}

export function register(email: string, name: string) {
  return database.customer.create({ data: { email, name } })
}

export async function greeting(id: number): Promise<string> {
  const customer = await database.customer.findUniqueOrThrow({ where: { id } })
  return `Hello ${customer.name}`
}
