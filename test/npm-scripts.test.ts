import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const SCRIPTS: Record<string, string> = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
).scripts;
const programs = Object.entries(SCRIPTS).filter(([, script]) => script.includes("node "));

const folder = mkdtempSync(join(tmpdir(), "razbor-scripts-"));
for (const [name, line] of Object.entries({ tsc: "exit 0", node: 'echo "$$"' })) {
  writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
  chmodSync(join(folder, name), 0o755);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an npm script that starts a program", () => {
  // npm hands signals to the shell alone: a shell that stays ends by them and leaves the program running, with its port.
  it.each(programs)("%s gives the program the place of its shell, so that npm's signals reach it", (_name, script) => {
    const { stdout, pid } = spawnSync("/bin/sh", ["-c", script], { env: { PATH: folder }, encoding: "utf8" });
    expect(Number(stdout)).toBe(pid);
  });
});
