/** Where the values of a JSON text stand, and names that an object holds twice. */
export interface JsonLines {
  /** 1-based line of the value at a path; of its nearest parent when there is none. */
  lineOf(path: readonly PropertyKey[]): number;
  repeated: { name: string; line: number }[];
}

/** Deeper than any document of ours; more is reported as a fault of the text. */
const DEPTH_MAX = 100;

/** Reads the lines of a text that `JSON.parse` has already accepted. Throws `RangeError` when it nests too deep. */
export function jsonLines(text: string): JsonLines {
  const lines = new Map<string, number>();
  const repeated: JsonLines["repeated"] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n|[^\s{}[\],:"]+/gy;
  let line = 1;
  let peeked = read();

  function read(): string {
    for (;;) {
      while (text[token.lastIndex] === " " || text[token.lastIndex] === "\t" || text[token.lastIndex] === "\r")
        token.lastIndex += 1;
      const found = token.exec(text)?.[0] ?? "";
      if (found !== "\n") return found;
      line += 1;
    }
  }

  function take(): string {
    const taken = peeked;
    peeked = read();
    return taken;
  }

  function value(path: readonly PropertyKey[]): void {
    if (path.length > DEPTH_MAX) throw new RangeError(`nested deeper than ${DEPTH_MAX}`);
    lines.set(pathKey(path), line);
    const first = take();
    if (first === "{") members(path);
    else if (first === "[") items(path);
  }

  function members(path: readonly PropertyKey[]): void {
    const seen = new Set<string>();
    while (peeked !== "}") {
      const name = JSON.parse(peeked) as string;
      if (seen.has(name)) repeated.push({ name, line });
      seen.add(name);
      take();
      take();
      value([...path, name]);
      if (peeked === ",") take();
    }
    take();
  }

  function items(path: readonly PropertyKey[]): void {
    for (let index = 0; peeked !== "]"; index += 1) {
      value([...path, index]);
      if (peeked === ",") take();
    }
    take();
  }

  value([]);
  return {
    repeated,
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const found = lines.get(pathKey(path.slice(0, length)));
        if (found !== undefined) return found;
      }
      return lines.get(pathKey([])) ?? 1;
    },
  };
}

function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
