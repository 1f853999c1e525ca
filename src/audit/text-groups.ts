import type { Db } from "../db/database.ts";
import { createGroupCommit, UNDER_LOAD } from "../db/group-commit.ts";
import { type NewEvaluation, type StoredAs, storeEvaluations } from "../evaluations/store.ts";
import type { Settlement } from "../usage/paid-request.ts";
import { type AcceptedCall, acceptTextCalls, type NewTextCall } from "./store.ts";

/**
 * Accepts and stores texts that are audited at the same time together: under load each takes a part of a statement, which
 * is half of what one of its own costs the database; alone it waits for nobody. Throws what the statements throw, each
 * caller what is its own. Those that come at once may not have the same id of one sender.
 */
export interface TextGroups {
  accept(call: NewTextCall): Promise<AcceptedCall>;
  store(made: NewEvaluation, settlements: Settlement[]): Promise<StoredAs>;
}

/** The groups of one process. */
export function groupTexts(db: Db): TextGroups {
  const store = createGroupCommit({
    ...UNDER_LOAD,
    commit: (evaluations: { made: NewEvaluation; settlements: Settlement[] }[]) => storeEvaluations(db, evaluations),
  });
  return {
    accept: createGroupCommit({ ...UNDER_LOAD, commit: (calls: NewTextCall[]) => acceptTextCalls(db, calls) }),
    store: (made, settlements) => store({ made, settlements }),
  };
}
