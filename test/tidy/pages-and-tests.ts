import { codeIn, importsOf, lineAt, memberOf, type Node, nodesOf, type Rule } from "./tree.ts";

/** Views show what they are given: no clock, no chance, nothing the strict policy forbids. */
export const viewsAreFunctionsOfProps: Rule = (tree) => [
  ...codeIn(tree, "views").flatMap(([path, text]) =>
    nodesOf(path, text).flatMap((node) =>
      faultsOfView(node).map((fault) => `${path} -> line ${lineAt(text, node.start)} ${fault}`),
    ),
  ),
  ...Object.entries(tree)
    .filter(
      ([path, text]) => /^views\/static\/.*\.(?:css|js)$/.test(path) && /https?:\/\/(?!www\.w3\.org\/)/.test(text),
    )
    .map(([path]) => `${path} -> names an address outside`),
];

function faultsOfView(node: Node): string[] {
  const member = memberOf(node);
  if (isClock(node) || (member?.object === "Date" && member.property === "now")) return ["reads the clock"];
  if (member?.object === "Math" && member.property === "random") return ["throws dice"];
  return attributesOfElement(node)
    .filter((name) => name === "style" || /^on[a-z]/i.test(name))
    .map((name) => `has the attribute ${name}`);
}

/** Names of the attributes of an HTML element; those of our own components are props. */
function attributesOfElement({ type, name, attributes }: Node): string[] {
  if (type !== "JSXOpeningElement" || !/^[a-z]/.test(String((name as { name?: unknown }).name))) return [];
  return (attributes as { name?: { name: string } }[]).flatMap((attribute) => attribute.name?.name ?? []);
}

function isClock({ type, callee, arguments: given }: Node): boolean {
  return type === "NewExpression" && (callee as { name?: string }).name === "Date" && (given as unknown[]).length === 0;
}

/** All tests run, always. */
export const noTestIsAlone: Rule = (tree) =>
  codeIn(tree, "test").flatMap(([path, text]) =>
    nodesOf(path, text)
      .filter((node) => memberOf(node)?.property === "only" && SUITE.has(memberOf(node)?.object ?? ""))
      .map((node) => `${path} -> line ${lineAt(text, node.start)} runs alone (.only)`),
  );

const SUITE = new Set(["it", "test", "describe", "suite"]);

/** Our own modules are never mocked: a test passes what a verb needs. */
export const noModuleIsMocked: Rule = (tree) =>
  codeIn(tree, "test").flatMap(([path, text]) =>
    nodesOf(path, text)
      .map((node) => ({ member: memberOf(node), node }))
      .filter(({ member }) => member?.object === "vi" && /^(?:do)?[mM]ock$/.test(member.property))
      .map(({ node }) => `${path} -> line ${lineAt(text, node.start)} mocks a module`),
  );

/**
 * A test waits for what it expects, not for time to pass. A fake may be slow where its script says so, and the fault driver
 * is no test: how long something is away is part of what it breaks.
 */
export const noTestSleeps: Rule = (tree) =>
  codeIn(tree, "test")
    .filter(([path]) => !path.startsWith("test/fakes/") && !path.startsWith("test/faults/"))
    .flatMap(([path, text]) => [
      ...nodesOf(path, text)
        .filter((node) => isSleep(node))
        .map((node) => `${path} -> line ${lineAt(text, node.start)} sleeps`),
      ...importsOf(path, text)
        .filter(({ specifier, names }) => specifier === "node:timers/promises" && names.includes("setTimeout"))
        .map(() => `${path} -> imports a sleep`),
    ]);

/** `new Promise((done) => setTimeout(done, …))`: nothing but time is waited for. */
function isSleep({ type, arguments: given }: Node): boolean {
  const [executor] = type === "NewExpression" ? (given as Node[]) : [];
  const { params, body } = (executor ?? {}) as { params?: { name?: string }[]; body?: Node };
  const call = body?.type === "BlockStatement" ? (body.body as { expression?: Node }[])[0]?.expression : body;
  const [first] = (call?.arguments ?? []) as { name?: string }[];
  const isTimer = (call?.callee as { name?: string } | undefined)?.name === "setTimeout";
  return isTimer && first?.name !== undefined && first.name === params?.[0]?.name;
}

/** What stands in the product is done. */
export const nothingIsUnfinished: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations").flatMap(([path, text]) =>
    [...text.matchAll(/\b(?:TODO|FIXME|XXX)\b|\b(?:stub|hack)(?:s|ed)?\b/gi)].map(
      (found) => `${path} -> line ${lineAt(text, found.index)} says ${found[0]}`,
    ),
  );
