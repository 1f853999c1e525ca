import pg from "pg";

const { builtins } = pg.types;

/**
 * How column values arrive. `bigint` and `numeric` come as numbers: counts, sequences and sums of ours stay far below
 * 2^53, and no numeric column holds more than 15 digits; a bigint beyond is an error, never a wrong number. `date` stays
 * `YYYY-MM-DD`, because a day has no time zone. The rest is the driver's (`timestamptz` a Date, `jsonb` parsed).
 */
export const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (format !== "binary") {
      if (oid === builtins.INT8) return exactInteger;
      if (oid === builtins.NUMERIC) return Number;
      if (oid === builtins.DATE) return asIs;
    }
    return pg.types.getTypeParser(oid, format as "text");
  },
};

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond the exact integers`);
  return value;
}

function asIs(text: string): string {
  return text;
}
