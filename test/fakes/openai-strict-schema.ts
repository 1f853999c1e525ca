/** Keywords that strict structured output takes; everything else is refused, as the provider does. */
const KEYWORDS = new Set(
  (
    "type properties required additionalProperties items enum const anyOf $ref $defs description title " +
    "pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems"
  ).split(" "),
);
const TYPES = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);
const PROPERTIES_MAX = 5_000;
const DEPTH_MAX = 10;
const ENUM_VALUES_MAX = 1_000;
const NAMES_CHARACTERS_MAX = 120_000;

type Schema = Record<string, unknown>;

/** Why strict mode refuses a schema, in the provider's manner; null when it takes it. */
export function strictSchemaFault(schema: unknown): string | null {
  const counts = { properties: 0, enumValues: 0, characters: 0 };
  try {
    if (!isObject(schema) || schema.type !== "object") return "schema must be a JSON Schema of 'type: \"object\"'.";
    if (schema.anyOf !== undefined) return "root schema must not use 'anyOf'.";
    check(schema, schema, [], 0, counts);
  } catch (error) {
    if (error instanceof StrictFault) return error.message;
    throw error;
  }
  if (counts.properties > PROPERTIES_MAX) return `more than ${PROPERTIES_MAX} properties.`;
  if (counts.enumValues > ENUM_VALUES_MAX) return `more than ${ENUM_VALUES_MAX} enum values.`;
  if (counts.characters > NAMES_CHARACTERS_MAX)
    return `names and values longer than ${NAMES_CHARACTERS_MAX} characters.`;
  return null;
}

class StrictFault extends Error {}

interface Counts {
  properties: number;
  enumValues: number;
  characters: number;
}

function fail(path: string[], why: string): never {
  throw new StrictFault(`In context=(${path.map((name) => `'${name}'`).join(", ")}), ${why}`);
}

function check(schema: unknown, root: Schema, path: string[], depth: number, counts: Counts): void {
  if (!isObject(schema)) fail(path, "schema must be an object.");
  if (depth > DEPTH_MAX) fail(path, `nesting is deeper than ${DEPTH_MAX} levels.`);
  for (const keyword of Object.keys(schema)) if (!KEYWORDS.has(keyword)) fail(path, `'${keyword}' is not permitted.`);
  if (typeof schema.$ref === "string") {
    checkReference(schema, root, path);
    return;
  }
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.some((type) => !TYPES.has(type as string))) fail(path, `type '${String(schema.type)}' is not known.`);
  if (types.length === 0 && schema.anyOf === undefined && schema.enum === undefined && schema.const === undefined)
    fail(path, "schema must have a 'type' key.");
  for (const value of Array.isArray(schema.enum) ? schema.enum : []) {
    counts.enumValues += 1;
    counts.characters += String(value).length;
  }
  if (types.includes("object")) checkObject(schema, root, path, depth, counts);
  if (types.includes("array")) {
    if (schema.items === undefined) fail(path, "array schema missing items.");
    check(schema.items, root, [...path, "items"], depth + 1, counts);
  }
  for (const [index, choice] of (Array.isArray(schema.anyOf) ? schema.anyOf : []).entries())
    check(choice, root, [...path, "anyOf", String(index)], depth, counts);
  for (const [name, definition] of Object.entries(isObject(schema.$defs) ? schema.$defs : {}))
    check(definition, root, [...path, "$defs", name], depth, counts);
}

function checkReference(schema: Schema, root: Schema, path: string[]): void {
  if (Object.keys(schema).length > 1) fail(path, "$ref cannot have keywords beside it.");
  const name = String(schema.$ref).match(/^#\/\$defs\/(.+)$/)?.[1];
  const isKnown = schema.$ref === "#" || (name !== undefined && isObject(root.$defs) && name in root.$defs);
  if (!isKnown) fail(path, `reference '${schema.$ref}' does not resolve.`);
}

function checkObject(schema: Schema, root: Schema, path: string[], depth: number, counts: Counts): void {
  if (schema.additionalProperties !== false)
    fail(path, "'additionalProperties' is required to be supplied and to be false.");
  if (!isObject(schema.properties)) fail(path, "'properties' is required.");
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const names = Object.keys(schema.properties);
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined)
    fail(path, `'required' is required to be an array including every key in properties. Missing '${missing}'.`);
  const extra = required.find((name) => !names.includes(name as string));
  if (extra !== undefined) fail(path, `Extra required key '${String(extra)}' supplied.`);
  for (const name of names) {
    counts.properties += 1;
    counts.characters += name.length;
    check(schema.properties[name], root, [...path, "properties", name], depth + 1, counts);
  }
}

/** Whether a value is a plain object. */
export function isObject(value: unknown): value is Schema {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
