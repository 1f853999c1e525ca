import { codeIn, importsOf, lineAt, memberOf, type Node, nodesOf, type Rule } from "./tree.ts";

const LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;

/** The environment, arguments and signals have one reader. */
export const onlyMainReadsProcess: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations").flatMap(([path, text]) =>
    path === "src/main.ts"
      ? []
      : [
          ...nodesOf(path, text)
            .map(memberOf)
            .filter((member) => member?.object === "process" && PROCESS.has(member.property))
            .filter((member) => member?.property !== "exit" || !isWorker(path))
            .map((member) => `${path} -> uses process.${member?.property}; only src/main.ts may`),
          ...importsOf(path, text)
            .filter(({ specifier }) => /^(?:node:)?process$/.test(specifier))
            .map(() => `${path} -> imports node:process; only src/main.ts may`),
        ],
  );

/** In a worker thread `process.exit` ends the thread, and nothing else does. */
function isWorker(path: string): boolean {
  return path.endsWith("-worker.ts");
}

const PROCESS = new Set(["env", "argv", "on", "once", "loadEnvFile", "exit", "exitCode", "stdin", "stdout", "stderr"]);

/** Output goes through the logger or through `main.ts`. */
export const onlyMainPrints: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations").flatMap(([path, text]) =>
    nodesOf(path, text)
      .map(memberOf)
      .filter((member) => member?.object === "console" && path !== "src/main.ts")
      .map((member) => `${path} -> prints by console.${member?.property}`),
  );

/** A file fits into a head. */
export const filesAreShort: Rule = (tree) =>
  [
    ...codeIn(tree, "src", "views", "migrations", "test", "bench"),
    ...Object.entries(tree).filter(([path]) => /^views\/static\/.*\.(?:css|js)$/.test(path)),
  ]
    .map(([path, text]) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > LINES_MAX)
    .map(({ path, lines }) => `${path} -> has ${lines} lines, at most ${LINES_MAX}`);

/** A function fits on a screen. The callbacks of test suites are no functions in this sense. */
export const functionsAreShort: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations", "bench").flatMap(([path, text]) =>
    nodesOf(path, text)
      .filter(({ type }) => /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type))
      .map(({ start, end }) => ({ line: lineAt(text, start), lines: lineAt(text, end) - lineAt(text, start) + 1 }))
      .filter(({ lines }) => lines > FUNCTION_LINES_MAX)
      .map(
        ({ line, lines }) =>
          `${path} -> the function at line ${line} has ${lines} lines, at most ${FUNCTION_LINES_MAX}`,
      ),
  );

/** A name says what is inside. */
export const namesSaySomething: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations", "bench").flatMap(([path]) => {
    const parts = path.replace(/(?:\.test)?\.tsx?$/, "").split("/");
    const empty = parts.find((part) => EMPTY_NAMES.test(part));
    const odd = path.startsWith("migrations/")
      ? undefined
      : parts.find((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part));
    return [
      ...(empty === undefined ? [] : [`${path} -> ${empty} says nothing about what is inside`]),
      ...(odd === undefined ? [] : [`${path} -> ${odd} is not in kebab-case`]),
    ];
  });

const EMPTY_NAMES = /^(?:utils?|helpers?|common|misc|shared|lib|stuff)$/;

/** A thing has one name everywhere. */
export const exportsHaveNames: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations", "test", "bench").flatMap(([path, text]) =>
    LOADED_BY_VITEST.test(path)
      ? []
      : nodesOf(path, text)
          .filter(({ type }) => type === "ExportDefaultDeclaration")
          .map(() => `${path} -> has a default export`),
  );

/** The configuration, and what it names as `globalSetup`. */
const LOADED_BY_VITEST = /^test\/(?:vitest\.config|helpers\/database-(?:embedded|postgres))\.ts$/;

/** An import names the file where the thing stands. */
export const noBarrels: Rule = (tree) =>
  codeIn(tree, "src", "views", "test", "bench").flatMap(([path, text]) => [
    ...nodesOf(path, text)
      .filter(({ type, source }) => type === "ExportAllDeclaration" || (type === "ExportNamedDeclaration" && source))
      .map(() => `${path} -> passes on what another file exports`),
    ...(/(?:^|\/)index\.tsx?$/.test(path) ? [`${path} -> is a barrel by its name`] : []),
  ]);

/** Every exported name says what it is for. A type may lean on the value of the same name. */
export const exportsAreDescribed: Rule = (tree) =>
  codeIn(tree, "src", "views").flatMap(([path, text]) => {
    const described = new Set<string>();
    const exported = new Map<string, number>();
    const top = nodesOf(path, text)[0]?.body as Node[];
    for (const node of top) {
      const declaration = (node.declaration ?? node) as Node;
      for (const name of namesDeclared(declaration)) {
        if (/\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(text.slice(0, node.start))) described.add(name);
        if (node.type === "ExportNamedDeclaration" && !exported.has(name)) exported.set(name, node.start);
      }
      for (const { local } of (node.specifiers ?? []) as { local?: { name: string } }[])
        if (node.type === "ExportNamedDeclaration" && local) exported.set(local.name, node.start);
    }
    return [...exported]
      .filter(([name]) => !described.has(name))
      .map(([name, start]) => `${path} -> ${name} (line ${lineAt(text, start)}) has no docstring`);
  });

function namesDeclared(declaration: Node): string[] {
  const { id, declarations } = declaration as { id?: { name?: string }; declarations?: { id: { name?: string } }[] };
  return [id, ...(declarations ?? []).map((one) => one.id)]
    .map((one) => one?.name)
    .filter((name) => name !== undefined);
}

/** Money is spent in one place, where it is written down first. */
export const onlyPayOncePays: Rule = (tree) =>
  codeIn(tree, "src").flatMap(([path, text]) =>
    path === "src/usage/pay-once.ts" || /^src\/(?:adapters|telephony)\//.test(path)
      ? []
      : nodesOf(path, text)
          .filter(({ type }) => type === "CallExpression")
          .map(({ callee, start }) => ({ member: memberOf(callee as Node), start }))
          .filter(({ member }) => member?.property === "send")
          .map(
            ({ start }) =>
              `${path} -> calls a paid client at line ${lineAt(text, start)}; only src/usage/pay-once.ts may`,
          ),
  );

/** Statuses are known to `http/` alone; rooms speak in error codes. */
export const onlyHttpKnowsStatuses: Rule = (tree) =>
  codeIn(tree, "src").flatMap(([path, text]) => {
    if (path.startsWith("src/http/")) return [];
    const nodes = nodesOf(path, text);
    return nodes
      .filter(({ type, callee }) => type === "CallExpression" && isAnswer(callee as Node))
      .map(({ arguments: given }) => (given as Node[])[1])
      .filter((status) => status !== undefined)
      .flatMap((status) => nodes.filter(({ start, end }) => start >= status.start && end <= status.end))
      .filter(({ type, value }) => type === "Literal" && typeof value === "number" && value >= 400)
      .map(({ value }) => `${path} -> answers with the status ${value}; statusOf(code) of http/problem.ts knows it`);
  });

function isAnswer(callee: Node): boolean {
  const member = memberOf(callee);
  return member?.object === "c" && ["html", "json", "text", "body"].includes(member.property);
}

/** SQL stands where it is expected; `db` comes first, so that a transaction is just another `db`. */
export const sqlStandsInStores: Rule = (tree) =>
  codeIn(tree, "src").flatMap(([path, text]) => [
    ...importsOf(path, text)
      .filter(
        ({ specifier, isType }) =>
          specifier === "kysely" && !isType && !/^src\/(?:db|jobs)\/|[/-]store\.ts$/.test(path),
      )
      .map(() => `${path} -> imports kysely; SQL stands in stores and src/db/`),
    ...(/[/-]store\.ts$/.test(path) ? functionsWithoutDb(path, text) : []),
  ]);

function functionsWithoutDb(path: string, text: string): string[] {
  return nodesOf(path, text)
    .filter(({ type, declaration }) => type === "ExportNamedDeclaration" && declaration)
    .map(({ declaration }) => declaration as Node & { id?: { name: string }; params?: { name?: string }[] })
    .filter(({ type, async, params }) => type === "FunctionDeclaration" && async && params?.[0]?.name !== "db")
    .map(({ id }) => `${path} -> ${id?.name} does not take db first`);
}
