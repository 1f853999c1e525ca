import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDirectory } from "../../src/db/directory-lock.ts";
import { makeDirectory } from "../../src/db/make-directory.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "razbor-make-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe("a directory", () => {
  it("is made with those it lies in, for its owner alone, and left as it is when it is there", async () => {
    const path = join(parent, "a", "b", "c");
    await Promise.all([makeDirectory(path), makeDirectory(path)]);
    expect(["a", "a/b", "a/b/c"].map((name) => statSync(join(parent, name)).mode & 0o777)).toEqual([
      0o700, 0o700, 0o700,
    ]);
    chmodSync(path, 0o755);
    await makeDirectory(path);
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it("of a place where nothing can be made is refused with the reason", async () => {
    writeFileSync(join(parent, "file"), "");
    symlinkSync("circle", join(parent, "circle"));
    const said = (path: string) => makeDirectory(path).catch(({ code, detail }) => `${code}: ${detail}`);
    const refused = (path: string, why: string) =>
      `unavailable: The directory ${path} cannot be made or written: ${why}.`;
    const file = join(parent, "file");
    expect(await said(file)).toBe(refused(file, "there is a file of that name"));
    const inside = join(file, "data");
    expect(await said(inside)).toBe(refused(inside, "there is a file on the way to it"));
    const long = join(parent, "a".repeat(300));
    expect(await said(long)).toBe(refused(long, "the name is too long"));
    const circle = join(parent, "circle", "data");
    expect(await said(circle)).toBe(refused(circle, "its links lead in a circle"));
  });

  it.skipIf(!existsSync("/proc/self"))(
    "of a system that takes no files is refused, and not tried for ever",
    async () => {
      for (const path of ["/proc/razbor", "/proc/razbor/data"])
        await expect(makeDirectory(path)).rejects.toMatchObject({
          code: "unavailable",
          detail: expect.stringContaining("its file system takes no files"),
        });
      await expect(lockDirectory("/proc/razbor")).rejects.toMatchObject({ code: "unavailable" });
      await expect(lockDirectory("/proc")).rejects.toMatchObject({ code: "unavailable" });
    },
  );
});
