import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Settings } from "../src/config.ts";
import frozen from "./frozen.json" with { type: "json" };
import {
  exportsAreDescribed,
  exportsHaveNames,
  filesAreShort,
  functionsAreShort,
  namesSaySomething,
  noBarrels,
  onlyHttpKnowsStatuses,
  onlyMainPrints,
  onlyMainReadsProcess,
  onlyPayOncePays,
  sqlStandsInStores,
} from "./tidy/code.ts";
import {
  composeUsesSettings,
  frozenFilesAreUnchanged,
  lockNamesNoHost,
  noMachineIsNamed,
  pinsAreExact,
  settingsAreDocumented,
} from "./tidy/documents.ts";
import {
  adaptersAreForService,
  importsGoDown,
  migrationsStandAlone,
  productKnowsNoTests,
  vendorsStayInAdapters,
  viewsKnowShapesOnly,
} from "./tidy/floors.ts";
import {
  noModuleIsMocked,
  noTestIsAlone,
  noTestSleeps,
  nothingIsUnfinished,
  viewsAreFunctionsOfProps,
} from "./tidy/pages-and-tests.ts";
import { type Rule, readTree, type Tree } from "./tidy/tree.ts";

/** A rule of DESIGN §3 or §7, a tree that breaks it, and the offences it must find there and no others. */
interface Case {
  rule: Rule;
  planted: Tree;
  caught: string[];
}

const SETTINGS = Object.keys(Settings.shape);
const lines = (count: number) => "let x;\n".repeat(count);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const FLOORS: Record<string, Case> = {
  "imports go down the floors, and rooms of one floor never meet": {
    rule: importsGoDown,
    planted: {
      "src/calls/a.ts":
        'import type { B } from "../evaluations/b.ts";\nimport { c } from "../usage/c.ts";\nimport "../errors.ts";',
      "src/audit/d.ts":
        'import { e } from "./e.ts";\nimport { f } from "../transcripts/f.ts";\nconst g = () => import("../crm/g.ts");',
      "src/http/h.ts": 'import { x } from "../config.ts";\nexport { y } from "../db/y.ts";',
      "src/service.ts": 'import { x } from "./config.ts";\nimport "./main.ts";\nimport { z } from "zod";',
      "src/shop/i.ts": "",
    },
    caught: [
      "src/calls/a.ts -> imports src/evaluations/b.ts, which does not stand below it",
      "src/calls/a.ts -> imports src/usage/c.ts, which does not stand below it",
      "src/audit/d.ts -> imports src/crm/g.ts, which does not stand below it",
      "src/http/h.ts -> imports src/config.ts, which does not stand below it",
      "src/http/h.ts -> imports src/db/y.ts, which does not stand below it",
      "src/service.ts -> imports src/main.ts, which does not stand below it",
      "src/shop/i.ts -> the room shop stands on no floor of DESIGN §3",
    ],
  },
  "adapters are imported by the service alone": {
    rule: adaptersAreForService,
    planted: {
      "src/service.ts": 'import { a } from "./adapters/a.ts";',
      "src/app.ts": 'import { a } from "./adapters/a.ts";',
    },
    caught: ["src/app.ts -> imports src/adapters/a.ts; only src/service.ts may"],
  },
  "vendor SDKs stay in adapters": {
    rule: vendorsStayInAdapters,
    planted: {
      "src/adapters/a.ts": 'import OpenAI from "openai";',
      "src/evaluations/b.ts":
        'import type { Responses } from "openai/resources";\nimport { openai } from "./openai.ts";',
    },
    caught: ["src/evaluations/b.ts -> imports the vendor SDK openai/resources outside of src/adapters/"],
  },
  "views know shapes only, and only pages show them": {
    rule: viewsKnowShapesOnly,
    planted: {
      "views/a.tsx":
        'import type { A } from "../src/calls/a.ts";\nimport { b } from "../src/calls/b.ts";\nimport { type C } from "../src/calls/c.ts";\n' +
        'import { raw } from "hono/html";\nimport { sql } from "kysely";\nimport { D } from "./parts/d.tsx";',
      "src/audit/pages.tsx": 'import { A } from "../../views/a.tsx";',
      "src/audit/routes.ts": 'import { A } from "../../views/a.tsx";',
    },
    caught: [
      "views/a.tsx -> imports ../src/calls/b.ts; a view takes types of src/ and hono only",
      "views/a.tsx -> imports ../src/calls/c.ts; a view takes types of src/ and hono only",
      "views/a.tsx -> imports kysely; a view takes types of src/ and hono only",
      "src/audit/routes.ts -> imports views/a.tsx; only pages.tsx and app.ts show views",
    ],
  },
  "migrations know kysely only, go up only and are named by time": {
    rule: migrationsStandAlone,
    planted: {
      "migrations/20261124T1000-create-calls.ts":
        'import { sql } from "kysely";\nimport type { Db } from "../src/db/database.ts";\nexport async function down() {}',
      "migrations/second.ts": 'import { randomUUID } from "node:crypto";',
    },
    caught: [
      "migrations/20261124T1000-create-calls.ts -> imports ../src/db/database.ts; a migration knows kysely only",
      "migrations/20261124T1000-create-calls.ts -> goes down; migrations go up only",
      "migrations/second.ts -> imports node:crypto; a migration knows kysely only",
      "migrations/second.ts -> is not named by ISO time, verb and noun",
    ],
  },
  "the product knows no tests": {
    rule: productKnowsNoTests,
    planted: { "src/a.ts": 'import { b } from "../test/b.ts";', "test/a.test.ts": 'import { b } from "./b.ts";' },
    caught: ["src/a.ts -> imports test/b.ts"],
  },
};

const CODE: Record<string, Case> = {
  "main.ts alone reads the environment, the arguments and signals": {
    rule: onlyMainReadsProcess,
    planted: {
      "src/main.ts": "process.env; process.argv; process.on;",
      "src/a.ts": 'import process from "node:process"; process.env.X; process.pid; process.memoryUsage();',
      "src/b.ts": "process.exit(1);",
      "src/c-worker.ts": "process.exit(1); process.argv;",
    },
    caught: [
      "src/a.ts -> uses process.env; only src/main.ts may",
      "src/a.ts -> imports node:process; only src/main.ts may",
      "src/b.ts -> uses process.exit; only src/main.ts may",
      "src/c-worker.ts -> uses process.argv; only src/main.ts may",
    ],
  },
  "main.ts alone prints": {
    rule: onlyMainPrints,
    planted: {
      "src/main.ts": "console.error(1);",
      "views/a.tsx": "console.log(1);",
      "src/b.ts": '"console.log"; // console.log',
    },
    caught: ["views/a.tsx -> prints by console.log"],
  },
  "a file ends at 400 lines": {
    rule: filesAreShort,
    planted: { "src/a.ts": lines(400), "test/b.ts": lines(401), "views/static/c.css": lines(401) },
    caught: ["test/b.ts -> has 401 lines, at most 400", "views/static/c.css -> has 401 lines, at most 400"],
  },
  "a function ends at 70 lines": {
    rule: functionsAreShort,
    planted: {
      "src/a.ts": `function short() {\n${lines(68)}}`,
      "src/b.ts": `function long() {\n${lines(69)}}`,
      "src/c.ts": `\nclass C {\n  method() {\n${lines(69)}}\n}\nconst f = () => {\n${lines(70)}};`,
    },
    caught: [
      "src/b.ts -> the function at line 1 has 71 lines, at most 70",
      "src/c.ts -> the function at line 3 has 71 lines, at most 70",
      "src/c.ts -> the function at line 75 has 72 lines, at most 70",
    ],
  },
  "names say what is inside": {
    rule: namesSaySomething,
    planted: { "src/calls/utils.ts": "", "src/common/a.ts": "", "views/formPage.tsx": "", "src/calls/call.ts": "" },
    caught: [
      "src/calls/utils.ts -> utils says nothing about what is inside",
      "src/common/a.ts -> common says nothing about what is inside",
      "views/formPage.tsx -> formPage is not in kebab-case",
    ],
  },
  "an exported thing has one name": {
    rule: exportsHaveNames,
    planted: {
      "src/a.ts": "export default 1;",
      "test/vitest.config.ts": "export default 1;",
      "src/b.ts": "export const b = 1;",
    },
    caught: ["src/a.ts -> has a default export"],
  },
  "no file passes on what another exports": {
    rule: noBarrels,
    planted: {
      "src/calls/index.ts": 'export * from "./call.ts";',
      "src/a.ts": 'export { b } from "./b.ts";\nexport { c };\nconst c = 1;',
    },
    caught: [
      "src/calls/index.ts -> passes on what another file exports",
      "src/calls/index.ts -> is a barrel by its name",
      "src/a.ts -> passes on what another file exports",
    ],
  },
  "every exported name says what it is for": {
    rule: exportsAreDescribed,
    planted: {
      "src/a.ts": [
        "/** Told. */\nexport const a = 1;",
        "export const b = 1;",
        "// Not told.\nexport function c() {}",
        "/** Of the import below. */\nimport x from 'x';\nexport interface D {}",
        "/** Told. */\nexport const E = 1;\nexport type E = typeof E;",
        "/** Told. */\nfunction f() {}\nfunction g() {}\nexport { f, g };",
      ].join("\n\n"),
    },
    caught: [
      "src/a.ts -> b (line 4) has no docstring",
      "src/a.ts -> c (line 7) has no docstring",
      "src/a.ts -> D (line 11) has no docstring",
      "src/a.ts -> g (line 20) has no docstring",
    ],
  },
  "pay-once.ts alone calls a paid client": {
    rule: onlyPayOncePays,
    planted: {
      "src/usage/pay-once.ts": "await client.send(request, signal);",
      "src/adapters/a.ts": "await inner.send(request);",
      "src/evaluations/model-judge.ts": "\nawait deps.client.send(request, signal);",
    },
    caught: ["src/evaluations/model-judge.ts -> calls a paid client at line 2; only src/usage/pay-once.ts may"],
  },
  "rooms speak in codes, http/ alone in statuses": {
    rule: onlyHttpKnowsStatuses,
    planted: {
      "src/http/a.ts": "c.json({}, 404);",
      "src/audit/pages.tsx":
        "c.html(<p>{500}</p>, wrong ? 401 : 200); c.json(found, 201); c.html(page, statusOf(code));",
    },
    caught: ["src/audit/pages.tsx -> answers with the status 401; statusOf(code) of http/problem.ts knows it"],
  },
  "SQL stands in stores, which take db first": {
    rule: sqlStandsInStores,
    planted: {
      "src/calls/store.ts":
        'import { sql } from "kysely";\nexport async function find(db: Db, id: string) {}\nexport async function save(call: Call, db: Db) {}\n' +
        "export function part(x: number) {}",
      "src/calls/find-call.ts": 'import { sql } from "kysely";',
      "src/calls/call.ts": 'import type { Generated } from "kysely";',
    },
    caught: [
      "src/calls/store.ts -> save does not take db first",
      "src/calls/find-call.ts -> imports kysely; SQL stands in stores and src/db/",
    ],
  },
  "what stands in the product is done": {
    rule: nothingIsUnfinished,
    planted: {
      "src/a.ts": "// TODO: later\nconst stub = 1;",
      "test/b.ts": "// a stub",
      "src/c.ts": "const hackathon = 1;",
    },
    caught: ["src/a.ts -> line 1 says TODO", "src/a.ts -> line 2 says stub"],
  },
};

const PAGES_AND_TESTS: Record<string, Case> = {
  "views are functions of their props, within the strict policy": {
    rule: viewsAreFunctionsOfProps,
    planted: {
      "views/a.tsx":
        "const a = new Date();\nconst b = Date.now();\nconst c = Math.random();\nconst d = new Date(props.at);\n" +
        'const e = <p style="color: red" onclick="x()" class="y">{d}</p>;\nconst f = <Ruler one={1} style="thin" />;',
      "views/static/a.css": "@import url(https://fonts.example/x.css);",
      "views/static/b.js": 'const ns = "http://www.w3.org/2000/svg";',
    },
    caught: [
      "views/a.tsx -> line 1 reads the clock",
      "views/a.tsx -> line 2 reads the clock",
      "views/a.tsx -> line 3 throws dice",
      "views/a.tsx -> line 5 has the attribute style",
      "views/a.tsx -> line 5 has the attribute onclick",
      "views/static/a.css -> names an address outside",
    ],
  },
  "no test runs alone": {
    rule: noTestIsAlone,
    planted: { "test/a.test.ts": 'describe.only("x", () => {});\nit("y.only", () => {});\nit.each([1]).only;' },
    caught: ["test/a.test.ts -> line 1 runs alone (.only)"],
  },
  "no module of ours is mocked": {
    rule: noModuleIsMocked,
    planted: { "test/a.test.ts": 'vi.fn();\nvi.mock("../src/a.ts");\nvi.doMock("../src/a.ts");' },
    caught: ["test/a.test.ts -> line 2 mocks a module", "test/a.test.ts -> line 3 mocks a module"],
  },
  "no test sleeps": {
    rule: noTestSleeps,
    planted: {
      "test/a.test.ts":
        "await new Promise((done) => setTimeout(done, 50));\nawait new Promise<void>((done) => server.listen(done));",
      "test/b.test.ts": 'import { setTimeout as wait } from "node:timers/promises";',
    },
    caught: ["test/a.test.ts -> line 1 sleeps", "test/b.test.ts -> imports a sleep"],
  },
};

const DOCUMENTS: Record<string, Case> = {
  "the settings stand in the README and in .env.example, both ways": {
    rule: settingsAreDocumented(["HOST", "PORT"]),
    planted: {
      "README.md":
        "| setting | default |\n| --- | --- |\n| `HOST` | `127.0.0.1` |\n| `ROLE` | all |\n| `HOST` | again |\nAlso `PORT`.",
      ".env.example": "# HOST=127.0.0.1\nPORT=8000\n#ROLE=all\n",
    },
    caught: [
      "README.md -> does not name the setting PORT",
      "README.md -> names ROLE, which is no setting",
      "README.md -> names HOST twice",
      ".env.example -> names ROLE, which is no setting",
    ],
  },
  "compose.yaml sets what there is": {
    rule: composeUsesSettings(["HOST"]),
    planted: {
      "compose.yaml":
        "services:\n  web:\n    environment:\n      HOST: 0.0.0.0\n      ROLE: web\n  db:\n    environment:\n      POSTGRES_DB: razbor\n",
    },
    caught: ["compose.yaml -> sets ROLE, which is no setting"],
  },
  "what has shaped a stored score never changes": {
    rule: frozenFilesAreUnchanged({
      "src/evaluations/prompts/same.md": sha256("same"),
      "src/evaluations/prompts/other.md": sha256("before"),
      "src/evaluations/prompts/gone.md": sha256("gone"),
    }),
    planted: { "src/evaluations/prompts/same.md": "same", "src/evaluations/prompts/other.md": "after" },
    caught: [
      `src/evaluations/prompts/other.md -> is frozen and changed (${sha256("after")}); make a new version`,
      "src/evaluations/prompts/gone.md -> is frozen and gone",
    ],
  },
  "the lock serves every registry": {
    rule: lockNamesNoHost,
    planted: { "package-lock.json": '{"a": {"resolved": "https://registry.example/a.tgz", "version": "1.0.0"}}' },
    caught: ["package-lock.json -> names https://registry.example/a.tgz"],
  },
  "tools that must not move are pinned": {
    rule: pinsAreExact,
    planted: {
      "package.json": '{"dependencies": {"@electric-sql/pglite": "^0.5.16"}, "devDependencies": {"node": "26.10.0"}}',
    },
    caught: [
      "package.json -> @biomejs/biome is not pinned to one version",
      "package.json -> @electric-sql/pglite is not pinned to one version",
    ],
  },
  "no machine is named": {
    rule: noMachineIsNamed,
    planted: { "README.md": "Run it in /home/anna/razbor or at https://a.example/root/x." },
    caught: ["README.md -> names the path /home/anna/razbor"],
  },
};

const PROJECT = readTree(new URL("..", import.meta.url).pathname);
const REAL_ARGUMENTS = new Map<Case | undefined, Rule>([
  [DOCUMENTS["the settings stand in the README and in .env.example, both ways"], settingsAreDocumented(SETTINGS)],
  [DOCUMENTS["compose.yaml sets what there is"], composeUsesSettings(SETTINGS)],
  [DOCUMENTS["what has shaped a stored score never changes"], frozenFilesAreUnchanged(frozen)],
]);

describe.each(Object.entries({ ...FLOORS, ...CODE, ...PAGES_AND_TESTS, ...DOCUMENTS }))("%s", (_name, one) => {
  it("holds", () => {
    expect((REAL_ARGUMENTS.get(one) ?? one.rule)(PROJECT)).toEqual([]);
  });

  it("catches who breaks it and nobody else", () => {
    expect(one.rule(one.planted)).toEqual(one.caught);
  });
});
