import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/prisma/client'

export const database = new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.env.SHOP_DEV_URL }),
})
