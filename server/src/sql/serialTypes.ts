/** What stands behind a serial type (manual, section 8.1.4). */
export const typeBehindSerial: Readonly<Record<string, string>> = {
  bigserial: 'bigint',
  serial8: 'bigint',
  serial: 'integer',
  serial4: 'integer',
  smallserial: 'smallint',
  serial2: 'smallint',
}
