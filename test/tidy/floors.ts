import { codeIn, importsOf, type Rule, resolveImport } from "./tree.ts";

/** DESIGN §3. Files right below `src/` stand together on floor 8, but for the two named. */
const FLOORS: Record<string, number> = {
  "main.ts": 9,
  top: 8,
  adapters: 7,
  campaigns: 6,
  audit: 5,
  crm: 5,
  history: 5,
  reviews: 5,
  telephony: 5,
  evaluations: 4,
  transcripts: 3,
  calls: 2,
  usage: 2,
  access: 2,
  db: 1,
  jobs: 1,
  http: 1,
  audio: 1,
  "errors.ts": 0,
  "new-id.ts": 0,
  "recent.ts": 0,
};

/** Imports go down the floors only, and rooms of one floor never import each other. */
export const importsGoDown: Rule = (tree) =>
  codeIn(tree, "src").flatMap(([path, text]) => {
    const room = roomOf(path);
    const floor = FLOORS[room];
    if (floor === undefined) return [`${path} -> the room ${room} stands on no floor of DESIGN §3`];
    return ownImports(path, text)
      .filter((target) => target.startsWith("src/") && roomOf(target) !== room)
      .filter((target) => (FLOORS[roomOf(target)] ?? Number.POSITIVE_INFINITY) >= floor)
      .map((target) => `${path} -> imports ${target}, which does not stand below it`);
  });

/** Adapters are chosen in one place. */
export const adaptersAreForService: Rule = (tree) =>
  codeIn(tree, "src").flatMap(([path, text]) =>
    ownImports(path, text)
      .filter((target) => target.startsWith("src/adapters/"))
      .filter(() => path !== "src/service.ts" && !path.startsWith("src/adapters/"))
      .map((target) => `${path} -> imports ${target}; only src/service.ts may`),
  );

/** Vendors can be changed without touching a room. */
export const vendorsStayInAdapters: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations").flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ specifier }) => VENDORS.test(specifier) && !path.startsWith("src/adapters/"))
      .map(({ specifier }) => `${path} -> imports the vendor SDK ${specifier} outside of src/adapters/`),
  );

const VENDORS = /^(?:openai|twilio|@anthropic-ai|@google|@azure|@aws-sdk|@deepgram|assemblyai|@hubspot)(?:\/|$)/;

/** Views are functions of props: of `src/` they know shapes only, and nobody but pages and the application shows them. */
export const viewsKnowShapesOnly: Rule = (tree) => [
  ...codeIn(tree, "views").flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ specifier, isType }) => {
        const target = resolveImport(path, specifier);
        if (target === null) return !/^hono\//.test(specifier);
        return !target.startsWith("views/") && !(isType && target.startsWith("src/"));
      })
      .map(({ specifier }) => `${path} -> imports ${specifier}; a view takes types of src/ and hono only`),
  ),
  ...codeIn(tree, "src").flatMap(([path, text]) =>
    ownImports(path, text)
      .filter((target) => target.startsWith("views/") && !/(?:^|\/)pages\.tsx$|^src\/app\.ts$/.test(path))
      .map((target) => `${path} -> imports ${target}; only pages.tsx and app.ts show views`),
  ),
];

/** A migration must mean the same for ever, so it knows nothing that changes. */
export const migrationsStandAlone: Rule = (tree) =>
  codeIn(tree, "migrations").flatMap(([path, text]) => [
    ...importsOf(path, text)
      .filter(
        ({ specifier }) =>
          !/^kysely(?:\/|$)/.test(specifier) && !resolveImport(path, specifier)?.startsWith("migrations/"),
      )
      .map(({ specifier }) => `${path} -> imports ${specifier}; a migration knows kysely only`),
    ...(/^migrations\/(?:index|\d{8}T\d{4}-[a-z]+(?:-[a-z]+)+)\.ts$/.test(path)
      ? []
      : [`${path} -> is not named by ISO time, verb and noun`]),
    ...(/export\s+(?:async\s+)?(?:function|const)\s+down\b/.test(text)
      ? [`${path} -> goes down; migrations go up only`]
      : []),
  ]);

/** What runs for users never leans on what runs for us. */
export const productKnowsNoTests: Rule = (tree) =>
  codeIn(tree, "src", "views", "migrations").flatMap(([path, text]) =>
    ownImports(path, text)
      .filter((target) => target.startsWith("test/") || target.startsWith("bench/"))
      .map((target) => `${path} -> imports ${target}`),
  );

function roomOf(path: string): string {
  const [, room = "", ...rest] = path.split("/");
  if (rest.length > 0) return room;
  return room in FLOORS ? room : "top";
}

function ownImports(path: string, text: string): string[] {
  return importsOf(path, text)
    .map(({ specifier }) => resolveImport(path, specifier))
    .filter((target) => target !== null);
}
