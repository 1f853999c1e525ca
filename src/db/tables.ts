import type { CallsTable, ManagersTable, RecordingsTable, SourcesTable } from "./tables/calls.ts";
import type {
  DeliveriesTable,
  EndpointsTable,
  InstallationTable,
  WriteBackAttemptsTable,
  WriteBacksTable,
} from "./tables/crm.ts";
import type {
  CurrentEvaluationsTable,
  EvaluationsTable,
  FailedEvaluationsTable,
  ScorecardRevisionsTable,
} from "./tables/evaluations.ts";
import type { ImportRowsTable, ImportsTable } from "./tables/imports.ts";
import type { RoleAssignmentsTable, TranscriptsTable } from "./tables/transcripts.ts";
import type { PaidRequestsTable, ProviderGatesTable, SpendDaysTable } from "./tables/usage.ts";

/** Every table as the newest migration leaves it. Ids are UUIDs (version 7) made by the program. */
export interface Tables {
  sources: SourcesTable;
  managers: ManagersTable;
  calls: CallsTable;
  recordings: RecordingsTable;
  transcripts: TranscriptsTable;
  role_assignments: RoleAssignmentsTable;
  scorecard_revisions: ScorecardRevisionsTable;
  evaluations: EvaluationsTable;
  current_evaluations: CurrentEvaluationsTable;
  failed_evaluations: FailedEvaluationsTable;
  paid_requests: PaidRequestsTable;
  spend_days: SpendDaysTable;
  provider_gates: ProviderGatesTable;
  installation: InstallationTable;
  deliveries: DeliveriesTable;
  endpoints: EndpointsTable;
  write_backs: WriteBacksTable;
  write_back_attempts: WriteBackAttemptsTable;
  imports: ImportsTable;
  import_rows: ImportRowsTable;
}
