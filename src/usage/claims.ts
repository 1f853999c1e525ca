import type { Db } from "../db/database.ts";
import { createGroupCommit, UNDER_LOAD } from "../db/group-commit.ts";
import { type ClaimedAttempt, claimAttempt, claimNewAttempts, type NewAttempt, type NewClaim } from "./claim-store.ts";
import type { PaidKey } from "./paid-request.ts";

/** Claims an attempt; `made.id` is a fresh one. */
export type Claim = (key: PaidKey, made: NewAttempt) => Promise<ClaimedAttempt>;

/**
 * Claims as `claimAttempt` does, but what nobody asked for before is begun together with what begins at the same time: under
 * load each takes a part of a statement, alone it waits for nobody. What a group may not begin is claimed by itself.
 */
export function groupClaims(db: Db): Claim {
  const begin = createGroupCommit({ ...UNDER_LOAD, commit: (claims: NewClaim[]) => claimNewAttempts(db, claims) });
  return async (key, made) => (isNew(made) ? await begin({ key, made }) : null) ?? claimAttempt(db, key, made);
}

/** A budget is counted one by one, and who passes just after an opening is too. */
function isNew({ attempt, budgetUsd, rampOf }: NewAttempt): boolean {
  return attempt === 1 && budgetUsd === null && rampOf === null;
}
