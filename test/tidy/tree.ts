import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";

/** Text files of the project by their path from its top. */
export type Tree = Record<string, string>;

/** What breaks a rule, as `file -> offence`. */
export type Rule = (tree: Tree) => string[];

/** A node of the syntax tree (ESTree with TypeScript's additions). */
export interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** An import, static or dynamic; `isType` when nothing of it is left at run time. */
export interface Import {
  specifier: string;
  isType: boolean;
  names: string[];
}

const FOLDERS = ["src", "views", "migrations", "test", "bench"];
const DOCUMENTS = [
  "README.md",
  "README.ru.md",
  "package.json",
  "package-lock.json",
  "Dockerfile",
  "compose.yaml",
  ".env.example",
  ".ci/run",
];
const TEXT = /\.(?:tsx?|js|css|json|sql|md)$/;

/** Reads the project below `root`; fixtures are material, not ours to judge. */
export function readTree(root: string): Tree {
  const tree: Tree = {};
  const read = (path: string) => {
    tree[path] = readFileSync(join(root, path), "utf8");
  };
  for (const folder of FOLDERS)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name).slice(root.length).replace(/^\/+/, "");
      if (entry.isFile() && TEXT.test(path) && !path.startsWith("test/fixtures/")) read(path);
    }
  for (const path of DOCUMENTS)
    try {
      read(path);
    } catch {
      // A rule about it finds nothing to say.
    }
  return tree;
}

/** Files of TypeScript below one of the folders. */
export function codeIn(tree: Tree, ...folders: string[]): [path: string, text: string][] {
  return Object.entries(tree).filter(
    ([path]) => /\.tsx?$/.test(path) && folders.some((folder) => path.startsWith(`${folder}/`)),
  );
}

const parsed = new Map<string, Node[]>();

/** Every node of a file. */
export function nodesOf(path: string, text: string): Node[] {
  const key = `${path}\n${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const nodes: Node[] = [];
  collect(parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }) as unknown as Node, nodes);
  parsed.set(key, nodes);
  return nodes;
}

function collect(value: unknown, nodes: Node[]): void {
  if (Array.isArray(value)) for (const one of value) collect(one, nodes);
  else if (isNode(value)) {
    nodes.push(value);
    for (const child of Object.values(value)) if (typeof child === "object") collect(child, nodes);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** What a file imports. */
export function importsOf(path: string, text: string): Import[] {
  const imports: Import[] = [];
  for (const node of nodesOf(path, text)) {
    const source = node.source as { value?: unknown } | null | undefined;
    if (typeof source?.value !== "string") continue;
    const specifiers = (node.specifiers ?? []) as { local?: { name: string }; imported?: { name: string } }[];
    imports.push({
      specifier: source.value,
      isType: node.importKind === "type" || node.exportKind === "type",
      names: specifiers.map((one) => one.imported?.name ?? one.local?.name ?? ""),
    });
  }
  return imports;
}

/** The path of ours that an import names; null for a package. */
export function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** `object.property` as written, for a plain member access of two names; else null. */
export function memberOf(node: Node): { object: string; property: string } | null {
  if (node.type !== "MemberExpression") return null;
  const object = node.object as Node & { name?: string };
  const property = node.property as Node & { name?: string };
  if (property.type !== "Identifier" || node.computed === true) return null;
  return { object: object.type === "Identifier" ? (object.name ?? "") : "", property: property.name ?? "" };
}

/** Number of the line an offset stands in, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
