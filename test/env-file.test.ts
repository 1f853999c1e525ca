import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError } from "../src/config.ts";
import { readEnvFile } from "../src/env-file.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "razbor-env-"));
  path = join(folder, ".env");
});
afterEach(() => rmSync(folder, { recursive: true }));

const faults = () => {
  try {
    readEnvFile(path);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe("the file with settings", () => {
  it("may be missing, begin with a byte order mark, and hold quotes and comments", () => {
    expect(readEnvFile(path)).toEqual({});
    writeFileSync(path, '\uFEFFPORT=8001\r\n# Порт\r\nJUDGE = "rules" # no key\r\nexport TIME_ZONE=Asia/Omsk\r\n');
    expect(readEnvFile(path)).toEqual({ PORT: "8001", JUDGE: "rules", TIME_ZONE: "Asia/Omsk" });
  });

  it("that cannot be read ends the start with a sentence, and is never passed over", () => {
    writeFileSync(path, Buffer.from("\uFEFFPORT=8001\n", "utf16le"));
    expect(faults()).toEqual([`${path} must be saved as UTF-8`]);
    writeFileSync(path, Buffer.from("PORT=8001\n", "utf16le"));
    expect(faults()).toEqual([`${path} must be saved as UTF-8`]);
    rmSync(path);
    mkdirSync(path);
    expect(faults()).toEqual([`${path} cannot be read (EISDIR)`]);
  });
});
