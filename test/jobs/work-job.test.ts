import type { Pool } from "pg";
import type { PgBoss } from "pg-boss";
import { expect, it, vi } from "vitest";
import { WorkInterrupted } from "../../src/errors.ts";
import { workJob } from "../../src/jobs/work-job.ts";

it("a job that is claimed while the process stops is thrown back before anything is written or begun", async () => {
  const handle = vi.fn();
  const untouched = new Proxy({}, { get: (_, name) => expect.fail(`${String(name)} was asked`) });
  const { signal } = new AbortController();
  const deps = {
    ...{ boss: untouched as PgBoss, pool: untouched as Pool, logger: { error: vi.fn(), warn: vi.fn() } },
    ...{ draining: AbortSignal.abort(), stopping: signal, leaving: signal, stopped: signal, running: new Map() },
  };
  const claimed = { id: "0190", name: "count", retryCount: 0, signal };
  await expect(workJob(deps, claimed, handle)).rejects.toThrow(WorkInterrupted);
  expect(handle).not.toHaveBeenCalled();
});
