/** Prepares or only decodes one recording in a process of its own; prints what it took as JSON. Run by `bench/prepare.ts`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CutPlan } from "../../src/audio/audio.ts";
import { decodeAudio } from "../../src/audio/decode/decode-audio.ts";
import { prepareAudio } from "../../src/audio/prepare-audio.ts";
import { probeAudio } from "../../src/audio/probe-audio.ts";

const [, , path = "", work = ""] = process.argv;
/** As speech engines have them. */
const PLANS: Record<string, CutPlan> = {
  turn: { kind: "turn", pieceMsMax: 60_000, pieceBytesMax: 25_000_000 },
  long: { kind: "long", pieceMsMax: 1_400_000, pieceBytesMax: 25_000_000 },
};

const from = performance.now();
const result = work === "decode" ? await decodeOnly() : await prepareAll(PLANS[work] ?? PLANS.turn);
const seconds = (performance.now() - from) / 1_000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(
  JSON.stringify({ ...result, seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024 }),
);

async function decodeOnly() {
  let samples = 0;
  let rate = 1;
  for await (const { channelData, sampleRate } of decodeAudio(path, await probeAudio(path))) {
    samples += channelData[0]?.length ?? 0;
    rate = sampleRate;
  }
  return { minutes: samples / rate / 60, pieces: 0 };
}

async function prepareAll(plan: CutPlan | undefined) {
  const outDir = await mkdtemp(join(tmpdir(), "razbor-bench-"));
  try {
    if (!plan) throw new Error("there is no such plan");
    const limits = { durationMsMax: 4 * 3_600_000 };
    const signal = new AbortController().signal;
    const { durationMs, pieces } = await prepareAudio({ path, outDir, plan, limits, signal });
    return { minutes: durationMs / 60_000, pieces: pieces.length };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
