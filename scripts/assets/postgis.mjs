// PostGIS is 85 MB in PGlite's package. To replay migrations only its types, functions, operators and index methods are
// needed, so what is shipped is the main module, the control file and the install script.
//
// Left out: raster, topology and the geocoder (extensions of their own), upgrade scripts, PROJ's database. In
// spatial_ref_sys every known SRID keeps its row, so that AddGeometryColumn and the like accept it, but with empty srtext
// and proj4text, which are 7 MB of the script: coordinates cannot be relied on to transform here.
//
// PostgreSQL looks up each of 750 C functions in the module as it creates it, at 6 ms each in WebAssembly: more than four
// seconds. The script here puts that check off to the first call, by doing without the language's validator while it runs.

const script = 'share/postgresql/extension/postgis--3.6.2.sql'
const kept = ['lib/postgresql/postgis-3.so', 'share/postgresql/extension/postgis.control']

/** Takes and gives entries of a tar file: { name, data }. */
export function slimPostgis(entries) {
  const find = (name) => {
    const entry = entries.find((candidate) => candidate.name === name)
    if (entry === undefined) throw new Error(`PostGIS has no ${name}: its version has changed`)
    return entry
  }
  const slim = [
    `UPDATE pg_catalog.pg_language SET lanvalidator = 0 WHERE lanname = 'c';`,
    withoutDefinitions(find(script).data.toString('utf8')),
    `UPDATE pg_catalog.pg_language SET lanvalidator = 'pg_catalog.fmgr_c_validator(oid)'::pg_catalog.regprocedure WHERE lanname = 'c';`,
  ].join('\n')
  return [...kept.map(find), { name: script, data: Buffer.from(slim) }]
}

function withoutDefinitions(sql) {
  const begin = sql.indexOf('INSERT INTO "spatial_ref_sys"')
  const end = sql.indexOf('ANALYZE "spatial_ref_sys"')
  if (begin < 0 || end < begin) throw new Error('The rows of spatial_ref_sys were not found')
  const rows = [
    ...sql
      .slice(begin, end)
      .matchAll(/^\((\d+), '([^']*)', (\d+), '(?:[^']|'')*', '(?:[^']|'')*'\)/gm),
  ].map(([, srid, authority, authoritySrid]) => `(${srid},'${authority}',${authoritySrid},'','')`)
  // There are some 8,500; far fewer would mean that the script is written in another way now.
  if (rows.length < 8000) throw new Error(`Only ${rows.length} rows of spatial_ref_sys were read`)
  const insert = `INSERT INTO "spatial_ref_sys" ("srid", "auth_name", "auth_srid", "srtext", "proj4text") VALUES\n${rows.join(',\n')};\n`
  return (sql.slice(0, begin) + insert + sql.slice(end)).replace(/^--.*\n/gm, '')
}
