import { atLowPriority, type Enqueue } from "../calls/recording.ts";
import type { Db } from "../db/database.ts";

/** The same dependencies, whose queue takes work with the priority that was asked for. */
export function withPriority<Deps extends { enqueue: Enqueue<Db> }>(
  deps: Deps,
  priority: "normal" | "low" | null | undefined,
): Deps {
  return priority === "low" ? { ...deps, enqueue: atLowPriority(deps.enqueue) } : deps;
}
