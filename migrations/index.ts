import type { Migration } from "kysely/migration";
import * as createAuditTables from "./20261124T1000-create-audit-tables.ts";
import * as addRecordingSteps from "./20261124T1500-add-recording-steps.ts";
import * as countRounds from "./20261124T1700-count-rounds.ts";
import * as connectCrm from "./20261124T2000-connect-crm.ts";
import * as keepFailedEvaluations from "./20261124T2100-keep-failed-evaluations.ts";
import * as knowRepeatedRecordings from "./20261124T2130-know-repeated-recordings.ts";
import * as tellChanges from "./20261129T0940-tell-changes.ts";
import * as boundSpend from "./20261129T1010-bound-spend.ts";
import * as findFailures from "./20261129T1020-find-failures.ts";
import * as importLists from "./20261129T1040-import-lists.ts";
import * as codeUnreadable from "./20261129T1310-code-unreadable.ts";
import * as holdForModel from "./20261129T1340-hold-for-model.ts";
import * as forgetListedRows from "./20261129T1630-forget-listed-rows.ts";
import * as readByIndex from "./20261129T1640-read-by-index.ts";
import * as forgetFaultyAddresses from "./20261129T2030-forget-faulty-addresses.ts";
import * as readLists from "./20261129T2040-read-lists.ts";
import * as listByTime from "./20261130T0930-list-by-time.ts";

/** All migrations by name. A name, once released, is never changed; a new one sorts after all others. */
export const MIGRATIONS: Record<string, Migration> = {
  "20261124T1000-create-audit-tables": createAuditTables,
  "20261124T1500-add-recording-steps": addRecordingSteps,
  "20261124T1700-count-rounds": countRounds,
  "20261124T2000-connect-crm": connectCrm,
  "20261124T2100-keep-failed-evaluations": keepFailedEvaluations,
  "20261124T2130-know-repeated-recordings": knowRepeatedRecordings,
  "20261129T0940-tell-changes": tellChanges,
  "20261129T1010-bound-spend": boundSpend,
  "20261129T1020-find-failures": findFailures,
  "20261129T1040-import-lists": importLists,
  "20261129T1310-code-unreadable": codeUnreadable,
  "20261129T1340-hold-for-model": holdForModel,
  "20261129T1630-forget-listed-rows": forgetListedRows,
  "20261129T1640-read-by-index": readByIndex,
  "20261129T2030-forget-faulty-addresses": forgetFaultyAddresses,
  "20261129T2040-read-lists": readLists,
  "20261130T0930-list-by-time": listByTime,
};
