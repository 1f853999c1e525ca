import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { ConfigError } from "./config.ts";

/**
 * The variables of a file like `.env`; none where there is no file. Editors may have begun it with a byte order mark. Throws
 * `ConfigError` for what cannot be read as such a file: settings that are passed over without a word would be worse.
 */
export function readEnvFile(path: string): Record<string, string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return {};
    throw new ConfigError([`${path} cannot be read (${code})`]);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return parseEnv(text);
  } catch {
    // Told below, as a text with NUL is.
  }
  throw new ConfigError([`${path} must be saved as UTF-8`]);
}
