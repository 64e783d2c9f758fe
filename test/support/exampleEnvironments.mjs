export { startEnvironments } from '../../scripts/environments.mjs'
