/**
 * The only reader of the environment, the arguments and the signals; dispatches the commands. What it needs is imported
 * after the version check, since an older Node cannot even load it.
 */
const NODE_MIN = [24, 7] as const;
/** A terminal's Ctrl-C reaches npm and this program, and npm hands its own on: one wish, told twice. */
const SAME_WISH_MS = 1_000;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
  console.error(
    `Razbor needs Node ${NODE_MIN.join(".")} or newer; this is ${process.versions.node}. ` +
      "Run `npm ci && npm start`: npm installs the right one into the project and uses it.",
  );
  process.exitCode = 1;
} else {
  const { run } = await import("./commands.ts");
  const stopping = new AbortController();
  let askedAt = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (askedAt === 0) askedAt = performance.now();
      else if (performance.now() - askedAt > SAME_WISH_MS) process.exit(1);
      stopping.abort();
    });
  // Whoever reads our output may leave first, as `head` does: there is nobody left to work for.
  process.stdout.on("error", () => stopping.abort());
  process.exitCode = await run({
    env: process.env,
    args: process.argv.slice(2),
    nodeVersion: process.versions.node,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    stdin: process.stdin,
    isTTY: process.stderr.isTTY ?? false,
    columns: process.stdout.columns ?? 100,
    stopping: stopping.signal,
  });
}

export {};
