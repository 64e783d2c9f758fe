import { database } from './database'

/** Raw SQL: the names of tables and columns are in it as the database has them. */
export function revenueByMonth() {
  return database.$queryRaw`
    SELECT date_trunc('month', o.placed_at) AS month, sum(i.quantity * i.unit_price_cents) AS cents
    FROM orders o
    JOIN order_items i ON i.order_id = o.id
    WHERE o.status <> 'CANCELLED'
    GROUP BY 1
    ORDER BY 1`
}
