/** Writes 1, 2, 3 … into an embedded database, one transaction each, and prints a number once it is committed. */
import { openDatabase } from "../../../src/db/database.ts";

const [dataDir = ""] = process.argv.slice(2);
const { pool } = await openDatabase({ dataDir });
await pool.query("create table if not exists numbers (number integer primary key)");
const { rows } = await pool.query("select coalesce(max(number), 0)::integer as last from numbers");
for (let number = rows[0].last + 1; ; number++) {
  await pool.query("insert into numbers values ($1)", [number]);
  console.log(number);
}
