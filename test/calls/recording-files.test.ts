import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RecordingFiles } from "../../src/calls/recording-files.ts";

const ID = "01a20000-0000-7000-8000-000000000001";
const OTHER = "01a20000-0000-7000-8000-000000000002";
const HOUR_MS = 3_600_000;

let dir: string;
let files: RecordingFiles;
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), "razbor-recordings-")), "recordings");
  files = await RecordingFiles.open(dir);
});
afterEach(() => rm(join(dir, ".."), { recursive: true }));

async function part(text = "sound"): Promise<string> {
  const path = files.newPartPath();
  await writeFile(path, text);
  return path;
}

const present = async () => (await readdir(dir, { recursive: true })).sort();

describe("recordings on the disk", () => {
  it("are where their id says, whole, and no longer among the incoming", async () => {
    const path = await files.adopt(await part(), ID);
    expect(path).toBe(files.path(ID));
    expect(await readFile(path, "utf8")).toBe("sound");
    expect(await present()).toEqual([ID, "incoming"]);
  });

  it("are adopted again without a fault: a job that died after the first time repeats it", async () => {
    const from = await part();
    await files.adopt(from, ID);
    expect(await files.adopt(from, ID)).toBe(files.path(ID));
    expect(await readFile(files.path(ID), "utf8")).toBe("sound");
  });

  it("are replaced whole by a second part of the same recording", async () => {
    await files.adopt(await part("first"), ID);
    await files.adopt(await part("second"), ID);
    expect(await readFile(files.path(ID), "utf8")).toBe("second");
  });

  it("do not come from nothing", async () => {
    await expect(files.adopt(files.newPartPath(), ID)).rejects.toMatchObject({ code: "ENOENT" });
    expect(await present()).toEqual(["incoming"]);
  });

  it("are never named by anything but an id", async () => {
    for (const name of ["../../etc/passwd", "", ".", "call.mp3", `${ID}/../x`])
      expect(() => files.path(name)).toThrow(TypeError);
    await expect(files.adopt(await part(), "../x")).rejects.toThrow(TypeError);
    expect(files.path(ID.toUpperCase())).toBe(files.path(ID));
  });

  it("go with what was made from them, and may be gone already", async () => {
    await files.adopt(await part(), ID);
    await mkdir(files.preparedDir(ID));
    await writeFile(join(files.preparedDir(ID), "0.mp3"), "piece");
    await files.remove(ID);
    await files.remove(ID);
    const gone = await part();
    await files.removePart(gone);
    await files.removePart(gone);
    expect(await present()).toEqual(["incoming"]);
  });

  it("lie in folders that only this user can read", async () => {
    expect((await stat(files.incomingDir)).mode & 0o777).toBe(0o700);
    await RecordingFiles.open(dir);
  });
});

describe("a sweep", () => {
  /** Everything on the disk was touched just now; a sweep of a negative age sees it as old. */
  const ALL_OLD = { olderThanMs: -1_000 };
  const none = async () => new Set<string>();

  it("takes parts of dead uploads and recordings without a row, with what was made from them", async () => {
    await part();
    await files.adopt(await part(), ID);
    await files.adopt(await part(), OTHER);
    for (const id of [ID, OTHER]) await mkdir(files.preparedDir(id));
    await mkdir(files.preparedDir("01a20000-0000-7000-8000-000000000003"));
    const swept = await files.sweep({ ...ALL_OLD, known: async () => new Set([OTHER]) });
    expect(swept).toEqual({ parts: 1, recordings: 2 });
    expect(await present()).toEqual([OTHER, `${OTHER}.prepared`, "incoming"]);
  });

  it("takes nothing that is younger than the grace time, though its content is old", async () => {
    await part();
    const old = await part();
    await utimes(old, 1, 1);
    await files.adopt(old, ID);
    expect(await files.sweep({ olderThanMs: HOUR_MS, known: none })).toEqual({ parts: 0, recordings: 0 });
    expect(await present()).toHaveLength(3);
  });

  it("leaves alone what is not ours", async () => {
    await writeFile(join(dir, "notes.txt"), "x");
    await writeFile(join(files.incomingDir, "notes.txt"), "x");
    expect(await files.sweep({ ...ALL_OLD, known: none })).toEqual({ parts: 0, recordings: 0 });
    expect(await present()).toHaveLength(3);
  });

  it("takes no recording when nobody can say which are known", async () => {
    await files.adopt(await part(), ID);
    const known = async () => {
      throw new Error("the database is away");
    };
    await expect(files.sweep({ ...ALL_OLD, known })).rejects.toThrow("away");
    expect(await present()).toContain(ID);
  });

  it("asks for many at a time, each once", async () => {
    const ids = Array.from({ length: 1_200 }, (_, at) => `01a20000-0000-7000-8000-${String(at).padStart(12, "0")}`);
    await Promise.all(ids.map((id) => writeFile(files.path(id), "")));
    const asked: string[][] = [];
    await files.sweep({
      ...ALL_OLD,
      known: async (batch) => {
        asked.push([...batch]);
        return new Set(ids);
      },
    });
    expect(asked).toHaveLength(3);
    expect(asked.flat().sort()).toEqual(ids);
    expect(await readdir(dir)).toHaveLength(1_201);
  });
});

const PROGRAM = fileURLToPath(new URL("./programs/fill-disk.ts", import.meta.url));
const SMALL_DISK = 'mount -t tmpfs -o size=1m,nr_inodes=20 none "$1" && exec "$2" "$3" "$1"';
const inSmallDisk = (node: string, program: string) =>
  spawnSync("unshare", ["-rm", "sh", "-c", SMALL_DISK, "sh", dir, node, program], {
    encoding: "utf8",
    timeout: 20_000,
  });
const canMount = spawnSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs none /mnt"]).status === 0;
if (!canMount) console.warn("SKIPPED: a full disk (no right to mount a small one here).");

describe.skipIf(!canMount)("a full disk", () => {
  it("is out_of_storage, retryable, and leaves nothing half-stored; a waiting file fits once there is room", () => {
    const { stdout, stderr } = inSmallDisk(process.execPath, PROGRAM);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      written: { code: "out_of_storage", retryable: true },
      leftAfterwards: ["incoming"],
      opened: { code: "out_of_storage", retryable: true },
      afterRoomWasMade: 500_000,
    });
  });
});
