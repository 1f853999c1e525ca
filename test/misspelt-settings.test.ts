import { describe, expect, it } from "vitest";
import { Settings } from "../src/config.ts";
import { misspeltSettings } from "../src/misspelt-settings.ts";

describe("a variable that is nearly named like a setting", () => {
  it.each([
    ["BUDGET_USD_PER_DYA", "BUDGET_USD_PER_DAY"],
    ["BUDGET_USD_PERDAY", "BUDGET_USD_PER_DAY"],
    ["JUGDE", "JUDGE"],
    ["JUDGE_MODLE", "JUDGE_MODEL"],
    ["OPENAI_APIKEY", "OPENAI_API_KEY"],
    ["OPENAI_API_KEYS", "OPENAI_API_KEY"],
    ["TIMEZONE", "TIME_ZONE"],
    ["DATABASE_URI", "DATABASE_URL"],
    ["Access_Key", "ACCESS_KEY"],
    ["TRANSCRIBE_VOCABULARLY", "TRANSCRIBE_VOCABULARY"],
  ])("%s is told, with %s", (name, setting) => {
    expect(misspeltSettings({ [name]: "x" })).toEqual([`${name} is no setting and is not read; ${setting} is one.`]);
  });

  it("is not told where it is set to nothing", () => {
    expect(misspeltSettings({ JUDGE_MODLE: " ", BUDGET_USD_PER_DYA: undefined })).toEqual([]);
  });

  it("settings themselves, and what machines and other programs set, are not told", () => {
    const settings = Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, "x"]));
    const others =
      "HOME HOSTNAME HOSTTYPE PATH PWD PORTS SHELL TERM TZ USER LANG LOGNAME NODE_ENV NODE_OPTIONS npm_config_cache CI " +
      "OPENAI_ORG_ID OPENAI_PROJECT_ID POSTGRES_PASSWORD PGHOST PGDATABASE REDIS_URL HTTP_PROXY NO_PROXY EDITOR DISPLAY " +
      "XDG_DATA_DIRS XDG_RUNTIME_DIR SSH_AUTH_SOCK TEST_DATABASE_URL ROLES AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY";
    expect(
      misspeltSettings({ ...settings, ...Object.fromEntries(others.split(" ").map((name) => [name, "x"])) }),
    ).toEqual([]);
  });
});
