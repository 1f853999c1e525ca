/** The stand-in of the provider in a process of its own: `node upstream.ts LATENCY_MS`; prints where it listens. */
import { startOpenaiServer } from "../../test/fakes/openai-server.ts";

const server = await startOpenaiServer({ latencyMs: Number(process.argv[2] ?? 0), keepsRequests: false });
process.stdout.write(`${server.url}\n`);
// The list of what was billed would grow with every request.
setInterval(() => server.bills.splice(0), 1_000);
process.once("SIGTERM", () => process.exit(0));
