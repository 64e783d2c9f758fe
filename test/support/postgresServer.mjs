export { startPostgres } from '../../scripts/postgres.mjs'
