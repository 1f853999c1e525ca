import type { ColumnType } from "kysely";

/**
 * A `jsonb` column: written as JSON text (an array given as such would become a PostgreSQL array), read as the parsed
 * value, whose shape the room that owns the table knows.
 */
export type Json = ColumnType<unknown, string, string>;

/** Like `Json`, with a default in the database. */
export type DefaultedJson = ColumnType<unknown, string | undefined, string>;

/** Like `Json`, null until the value is known. */
export type NullableJson = ColumnType<unknown, string | null | undefined, string | null>;

/** A `timestamptz(3)` column: a `Date` holds it exactly, so a value that was read can be a keyset cursor. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** A `timestamptz(3)` column that is null until something happens. */
export type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/** A `timestamptz(3)` column set by the clock of the database when the row is made. */
export type CreatedAt = ColumnType<Date, Date | string | undefined, never>;
