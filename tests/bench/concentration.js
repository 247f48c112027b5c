// concentration.js: what care-analyser's market is, asked of DuckDB.
//
//   node concentration.js FILE
//
// Places of the independent sector's children's homes by owner, with the names
// of owners trimmed, for England and for each authority: area, homes, places,
// HHI, and the places of the largest and of the ten largest owners.
'use strict';

const { DuckDBInstance } = require('@duckdb/node-api');

const query = `
  WITH homes AS (
    SELECT authority,
           coalesce(nullif(trim(organisation), ''), 'urn ' || urn) AS owner,
           coalesce(places, 0) AS places
    FROM read_csv($file, header = true, columns = {
      urn: 'UINTEGER', name: 'VARCHAR', provision: 'VARCHAR', status: 'VARCHAR',
      registered: 'VARCHAR', sector: 'VARCHAR', organisation: 'VARCHAR',
      authority: 'VARCHAR', places: 'USMALLINT', premises: 'VARCHAR' })
    WHERE lower(provision) = 'children''s home'
      AND sector IN ('Private', 'Voluntary')),
  local AS (
    SELECT authority AS area, owner, count(*) AS homes, sum(places) AS held
    FROM homes GROUP BY authority, owner),
  both_levels AS (
    SELECT * FROM local
    UNION ALL
    SELECT 'E92000001', owner, sum(homes), sum(held) FROM local GROUP BY owner),
  ranked AS (
    SELECT *, row_number() OVER (PARTITION BY area ORDER BY held DESC) AS place FROM both_levels)
  SELECT area, sum(homes)::BIGINT AS homes, sum(held)::BIGINT AS places,
         printf('%.3f', 10000.0 * sum(held * held) / (sum(held) * sum(held))) AS hhi,
         max(held)::BIGINT AS largest,
         (sum(held) FILTER (place <= 10))::BIGINT AS ten_largest
  FROM ranked GROUP BY area ORDER BY area`;

async function main () {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(query, { file: process.argv[2] });
  console.log('area,homes,places,hhi,largest,ten_largest');
  for (const row of result.getRows())
    console.log(row.join(','));
}

main();
