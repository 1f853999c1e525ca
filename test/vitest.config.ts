import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { serverBinaries } from "./helpers/database-server.ts";

/** Tests that use a database: they run once on each kind. */
const DATABASE_TESTS = "**/*.db.test.{ts,tsx}";
/** Tests of what only a server does. */
const SERVER_TESTS = "**/*.postgres.test.{ts,tsx}";
/** Tests that use a database but of something else: they run on the embedded one, and in the long round on PostgreSQL. */
const EMBEDDED_TESTS = "**/*.embedded.test.{ts,tsx}";
/** Whole programs, what is done when they are killed, and ways through a browser: the long round runs them. */
const long = (ending: string) => `**/*.long.${ending}.{ts,tsx}`;
const LONG_TESTS = long("*test");
const BROWSER_TESTS = "**/browser.test.ts";
const ROUNDS = {
  short: {
    plain: { include: ["**/*.test.{ts,tsx}"], exclude: [DATABASE_TESTS, SERVER_TESTS, EMBEDDED_TESTS, LONG_TESTS] },
    embedded: { include: [DATABASE_TESTS, EMBEDDED_TESTS], exclude: [LONG_TESTS] },
    postgres: { include: [DATABASE_TESTS, SERVER_TESTS], exclude: [LONG_TESTS] },
  },
  long: {
    plain: { include: [long("test"), BROWSER_TESTS], exclude: [] },
    embedded: { include: [long("db.test"), long("embedded.test")], exclude: [] },
    postgres: { include: [long("db.test"), long("postgres.test"), EMBEDDED_TESTS], exclude: [long("embedded.test")] },
  },
};
const round = ROUNDS[process.env.TEST_ROUND === "long" ? "long" : "short"];

// Database, decoder and server threads of the tests read the same modules from source hundreds of times.
process.env.NODE_COMPILE_CACHE ??= new URL("../node_modules/.cache/compiled", import.meta.url).pathname;

const hasPostgres = Boolean(process.env.TEST_DATABASE_URL) || serverBinaries() !== null;
if (!hasPostgres)
  console.warn("SKIPPED: database tests on PostgreSQL (no TEST_DATABASE_URL, no server binaries); embedded ones run.");

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    dir: "test",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Modules hold no state that a test could leave behind, and loading them anew for each file takes half of the time.
    isolate: false,
    // Half as many again as there are cores: many tests wait for a browser, a server or a disk.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    setupFiles: ["test/helpers/property-seed.ts", "test/helpers/end-leftovers.ts"],
    projects: [
      { extends: true, test: { name: "plain", ...round.plain } },
      {
        extends: true,
        test: { name: "embedded", ...round.embedded, globalSetup: ["test/helpers/database-embedded.ts"] },
      },
      ...(hasPostgres
        ? [
            {
              extends: true as const,
              test: { name: "postgres", ...round.postgres, globalSetup: ["test/helpers/database-postgres.ts"] },
            },
          ]
        : []),
    ],
  },
});
