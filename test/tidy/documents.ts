import { createHash } from "node:crypto";
import type { Rule, Tree } from "./tree.ts";

/** The README's table of settings and `.env.example` name the settings that there are, both ways. */
export function settingsAreDocumented(names: string[]): Rule {
  return (tree) => [
    ...differences(tree, "README.md", names, (text) =>
      [...text.matchAll(/^\|\s*((?:`[A-Z][A-Z0-9_]+`[,\s]*)+)\|/gm)].flatMap(
        ([, cell = ""]) => cell.match(/[A-Z][A-Z0-9_]+/g) ?? [],
      ),
    ),
    ...differences(tree, ".env.example", names, (text) =>
      [...text.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name = ""]) => name),
    ),
  ];
}

function differences(tree: Tree, path: string, names: string[], namesIn: (text: string) => string[]): string[] {
  const text = tree[path];
  if (text === undefined) return [];
  const found = namesIn(text);
  return [
    ...names.filter((name) => !found.includes(name)).map((name) => `${path} -> does not name the setting ${name}`),
    ...found.filter((name) => !names.includes(name)).map((name) => `${path} -> names ${name}, which is no setting`),
    ...found.filter((name, at) => found.indexOf(name) !== at).map((name) => `${path} -> names ${name} twice`),
  ];
}

/** Prompts, scorecards and whatever else has shaped a stored score never change. `pins`: sha256 in hex by file. */
export function frozenFilesAreUnchanged(pins: Record<string, string>): Rule {
  return (tree) =>
    Object.entries(pins).flatMap(([path, pin]) => {
      const text = tree[path];
      if (text === undefined) return [`${path} -> is frozen and gone`];
      const hash = createHash("sha256").update(text).digest("hex");
      return hash === pin ? [] : [`${path} -> is frozen and changed (${hash}); make a new version`];
    });
}

/** The lock serves every registry and mirror. */
export const lockNamesNoHost: Rule = (tree) =>
  [...(tree["package-lock.json"] ?? "").matchAll(/"resolved": "(\w+:\/\/[^"]*)"/g)].map(
    ([, address]) => `package-lock.json -> names ${address}`,
  );

/** Tools whose newer versions do not install everywhere are pinned exactly (research, libs §0). */
export const pinsAreExact: Rule = (tree) => {
  const manifest = JSON.parse(tree["package.json"] ?? "{}") as Record<string, Record<string, string> | undefined>;
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  return ["@biomejs/biome", "node", "@electric-sql/pglite"]
    .filter((name) => !/^\d+\.\d+\.\d+$/.test(wanted[name] ?? ""))
    .map((name) => `package.json -> ${name} is not pinned to one version`);
};

/** No trace of the machine it was written on. */
export const noMachineIsNamed: Rule = (tree) =>
  Object.entries(tree).flatMap(([path, text]) =>
    path.startsWith("test/tidy")
      ? []
      : [...text.matchAll(/(?<![\w.])\/(?:work|root|home\/\w+)\/[\w.-]+/g)].map(
          ([found]) => `${path} -> names the path ${found}`,
        ),
  );

/** What compose hands to the service are settings that there are. */
export function composeUsesSettings(names: string[]): Rule {
  return (tree) => {
    const web = /\n {2}web:\n([\s\S]*?)(?=\n {2}\w|\n\w|$)/.exec(tree["compose.yaml"] ?? "")?.[1] ?? "";
    return [...web.matchAll(/^ {6}([A-Z][A-Z0-9_]+):/gm)]
      .map(([, name = ""]) => name)
      .filter((name) => !names.includes(name))
      .map((name) => `compose.yaml -> sets ${name}, which is no setting`);
  };
}
