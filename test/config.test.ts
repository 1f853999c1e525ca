import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, isLoopback, parseConfig, secretsOf } from "../src/config.ts";

function faultsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe("parseConfig", () => {
  it("needs nothing: an empty environment gives the first minute on this machine", () => {
    expect(parseConfig({})).toEqual({
      host: "127.0.0.1",
      port: 8000,
      publicUrl: null,
      dataDir: "./data",
      databaseUrl: null,
      role: "all",
      judge: { name: "rules", keyMissing: true, openai: null },
      reportLanguage: "ru",
      timeZone: "Europe/Moscow",
      logLevel: "info",
      access: { key: null, open: false },
      secretKey: null,
      dialogueCharactersMax: 400_000,
      audio: { bytesMax: 200_000_000, durationMsMax: 7_200_000, managerChannel: null },
      budgetUsdPerDay: null,
      speech: null,
      fetching: { ports: [80, 443, 8080, 8443], privateHosts: [] },
    });
  });

  it("names every fault at once by its variable", () => {
    const faults = faultsOf({
      HOST: "not a host",
      PORT: "80000",
      PUBLIC_URL: "https://razbor.example/path",
      DATABASE_URL: "mysql://somewhere",
      JUDGE: "oracle",
      JUDGE_VOTES: "0",
      JUDGE_DEADLINE_S: "1.5",
      REPORT_LANGUAGE: "fr",
      TIME_ZONE: "Mars/Olympus",
      LOG_LEVEL: "loud",
      ACCESS: "yes",
      ACCESS_KEY: "short",
      SECRET_KEY: "short",
      DIALOG_CHARACTERS_MAX: "1e6",
      ROLE: "boss",
      AUDIO_BYTES_MAX: "1",
      AUDIO_DURATION_MAX_S: "0",
      TRANSCRIBE_BASE_URL: "speech.example",
      MANAGER_CHANNEL: "middle",
      FETCH_PORTS: "80,99999",
      FETCH_PRIVATE_HOSTS: "pbx.example",
    });
    expect(faults.map((fault) => fault.split(" ", 1)[0])).toEqual([
      "HOST",
      "PORT",
      "PUBLIC_URL",
      "DATABASE_URL",
      "ROLE",
      "JUDGE",
      "JUDGE_VOTES",
      "JUDGE_DEADLINE_S",
      "REPORT_LANGUAGE",
      "TIME_ZONE",
      "LOG_LEVEL",
      "ACCESS",
      "ACCESS_KEY",
      "SECRET_KEY",
      "DIALOG_CHARACTERS_MAX",
      "AUDIO_BYTES_MAX",
      "AUDIO_DURATION_MAX_S",
      "TRANSCRIBE_BASE_URL",
      "MANAGER_CHANNEL",
      "FETCH_PORTS",
      "FETCH_PRIVATE_HOSTS",
    ]);
  });

  it("names a fault of a group together with the faults of single settings", () => {
    expect(faultsOf({ PORT: "x", JUDGE: "openai" })).toEqual([
      "PORT must be a whole number from 0 to 65535",
      "OPENAI_API_KEY must be set for JUDGE=openai (a server that needs no key takes any word)",
    ]);
  });

  it("takes a HOST without a port only", () => {
    for (const HOST of ["0.0.0.0", "localhost", "::1", "::", "fd00::12", "::ffff:10.0.0.1", "pbx-1.example"])
      expect(faultsOf({ HOST }), HOST).toEqual([]);
    for (const HOST of ["localhost:80", "10.0.0.1:8000", ":80", "[::1]:80"])
      expect(faultsOf({ HOST }), HOST).toEqual(["HOST must be a host name or an IP address, without a port"]);
  });

  it("never shows the value of a setting in a fault", () => {
    const value = "canary value 0b1d";
    const names = [
      "HOST",
      "PORT",
      "PUBLIC_URL",
      "DATABASE_URL",
      "OPENAI_API_KEY",
      "OPENAI_BASE_URL",
      "JUDGE",
      "ACCESS_KEY",
    ];
    const faults = faultsOf(Object.fromEntries(names.map((name) => [name, value])));
    expect(faults.length).toBeGreaterThanOrEqual(names.length);
    expect(faults.join("\n")).not.toContain("canary");
  });

  it("counts a variable that is set to nothing as absent and drops spaces around a value", () => {
    const config = parseConfig({ DATABASE_URL: "", OPENAI_API_KEY: "  ", ACCESS: "", PORT: " 9000\n" });
    expect(config).toMatchObject({ databaseUrl: null, judge: { keyMissing: true }, port: 9000 });
  });

  it("takes the model judge when a key is set, and the rules when they are asked for", () => {
    const key = "sk-obviously-fake";
    expect(parseConfig({ OPENAI_API_KEY: key }).judge).toEqual({
      name: "openai",
      keyMissing: false,
      openai: {
        apiKey: key,
        baseUrl: null,
        model: "gpt-5.4-mini",
        api: "responses",
        votes: 3,
        windowTokens: 128_000,
        deadlineMs: 120_000,
      },
    });
    expect(parseConfig({ OPENAI_API_KEY: key, JUDGE: "rules" }).judge).toEqual({
      name: "rules",
      keyMissing: false,
      openai: null,
    });
  });

  it("sends the judge's key to the judge's server only, never to a speech server of one's own", () => {
    const key = "sk-obviously-fake";
    const own = "http://127.0.0.1:9000/v1";
    const gpt = { model: "gpt-transcribe", vocabulary: [] };
    expect(parseConfig({ OPENAI_API_KEY: key }).speech).toEqual({ ...gpt, apiKey: key, baseUrl: null });
    expect(parseConfig({ OPENAI_API_KEY: key, JUDGE: "rules" }).speech?.apiKey).toBe(key);
    expect(parseConfig({ OPENAI_API_KEY: key, TRANSCRIBE_BASE_URL: own }).speech).toEqual({
      ...gpt,
      apiKey: null,
      baseUrl: own,
    });
    expect(parseConfig({ TRANSCRIBE_BASE_URL: own, TRANSCRIBE_API_KEY: "own-key" }).speech?.apiKey).toBe("own-key");
  });

  it("reads lists between commas and gives the embedded database to one process only", () => {
    expect(
      parseConfig({ TRANSCRIBE_VOCABULARY: " Астра, Буран ,,", TRANSCRIBE_BASE_URL: "http://a/v1" }).speech?.vocabulary,
    ).toEqual(["Астра", "Буран"]);
    expect(parseConfig({ FETCH_PRIVATE_HOSTS: "PBX.example:8080, [fd00::1]:80" }).fetching.privateHosts).toEqual([
      "pbx.example:8080",
      "[fd00::1]:80",
    ]);
    expect(faultsOf({ ROLE: "worker" })).toHaveLength(1);
  });

  it("refuses a base address without a key, so that nobody is scored by rules unawares", () => {
    expect(faultsOf({ OPENAI_BASE_URL: "http://127.0.0.1:9/v1" })).toEqual([
      "OPENAI_API_KEY must be set with OPENAI_BASE_URL (a server that needs no key takes any word)",
    ]);
  });

  it("refuses ACCESS=open beside ACCESS_KEY, because one of them is a mistake", () => {
    expect(faultsOf({ ACCESS: "open", ACCESS_KEY: "0123456789abcdef" })).toHaveLength(1);
  });

  it("accepts a database on a socket and keeps only the origin of a public address", () => {
    const config = parseConfig({
      DATABASE_URL: "postgres:///razbor?host=/tmp",
      PUBLIC_URL: "https://Razbor.example:443/",
    });
    expect(config).toMatchObject({ databaseUrl: "postgres:///razbor?host=/tmp", publicUrl: "https://razbor.example" });
  });

  it("has a default speech model that the pinned SDK lists without a shutdown date", () => {
    const listed = readFileSync(new URL("../node_modules/openai/resources/audio/audio.d.ts", import.meta.url), "utf8");
    const at = listed.indexOf("export type AudioModel");
    const withShutdown = listed.slice(listed.lastIndexOf("/**", at), at);
    expect(withShutdown).toContain('"whisper-1"');
    const model = parseConfig({ OPENAI_API_KEY: "sk-obviously-fake" }).speech?.model;
    expect(listed).toContain(`'${model}'`);
    expect(withShutdown).not.toContain(`"${model}"`);
  });

  it("has a default model that the pinned SDK lists without a shutdown date", () => {
    const listed = readFileSync(new URL("../node_modules/openai/resources/shared.d.ts", import.meta.url), "utf8");
    const [, withShutdown = ""] = /\/\*\*([\s\S]*?)\*\/\s*export type ChatModel/.exec(listed) ?? [];
    const model = parseConfig({ OPENAI_API_KEY: "sk-obviously-fake" }).judge.openai?.model;
    expect(withShutdown).toContain('"gpt-4.1"');
    expect(listed).toContain(`'${model}'`);
    expect(withShutdown).not.toContain(`"${model}"`);
  });
});

describe("secretsOf", () => {
  it("names the keys and the database password in both spellings", () => {
    const config = parseConfig({
      OPENAI_API_KEY: "sk-obviously-fake",
      ACCESS_KEY: "0123456789abcdef",
      DATABASE_URL: "postgres://razbor:p%40ss@localhost/razbor",
    });
    expect(secretsOf(config)).toEqual(["0123456789abcdef", "sk-obviously-fake", "p%40ss", "p@ss"]);
    expect(secretsOf(parseConfig({}))).toEqual([]);
  });
});

describe("isLoopback", () => {
  it.each(["localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])("counts %s as this machine only", (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(["0.0.0.0", "::", "10.0.0.1", "127.example", "razbor.example"])("counts %s as reachable", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
