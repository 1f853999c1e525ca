import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("./programs/fill-disk.ts", import.meta.url));
const SMALL_DISK = 'mount -t tmpfs -o size=1m none "$1" && exec "$2" "$3" "$1"';
const canMount = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs none /mnt"]).status === 0;
if (!canMount) console.warn("SKIPPED: a backup on a full disk (no right to mount a small one here).");

let disk: string;
beforeEach(async () => {
  disk = await mkdtemp(join(tmpdir(), "razbor-disk-"));
});
afterEach(() => rm(disk, { recursive: true }));

describe.skipIf(!canMount)("a backup on a full disk", () => {
  it("fails as the system says and leaves nothing; one that fits follows", () => {
    const { stdout, stderr } = spawnSync(
      "unshare",
      ["-rm", "sh", "-c", SMALL_DISK, "sh", disk, process.execPath, PROGRAM],
      { encoding: "utf8", timeout: 25_000 },
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ failed: "ENOSPC", left: [], made: ["two.gz"] });
  });
});
