export { majorVersions, postgresOfVersion } from '../../scripts/postgres/versions.mjs'
