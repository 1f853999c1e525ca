/**
 * How long a recording takes to be prepared (decode, split, speech intervals, cut, encode), in a process of its own, beside
 * decoding it alone in one thread. The material is made of the fixtures, repeated; the AAC is of plain packets (see
 * `load/aac-packets.ts`). Runs from the source
 * (`node bench/prepare.ts`) and from `dist`.
 *
 *   --short             recordings of a few minutes, half a minute in all; only memory is judged
 *
 * Absolute figures depend on the machine; the memory and the ratios beside them are what to compare.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { besideScript } from "./load/child-server.ts";
import { makeM4a, makeMp3, makeWav } from "./load/recordings.ts";

const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
const share = values.short ? 0.05 : 1;
const WANTED = { seconds: 15, peakMb: 250 };

interface Took {
  minutes: number;
  pieces: number;
  seconds: number;
  cpuSeconds: number;
  peakMb: number;
}

const out = (text: string) => process.stdout.write(`${text}\n`);
const directory = await mkdtemp(join(tmpdir(), "razbor-bench-"));
const at = (name: string) => join(directory, name);
try {
  out(`Node ${process.versions.node}; others' load ${loadavg()[0]?.toFixed(1)}`);
  await makeMp3(at("109-minutes-8-khz.mp3"), 109 * share, 8_000, 64);
  await measure("109-minutes-8-khz.mp3");
  await makeMp3(at("60-minutes-44-khz.mp3"), 60 * share, 44_100, 128);
  await measure("60-minutes-44-khz.mp3");
  await makeM4a(at("60-minutes-44-khz.m4a"), 60 * share);
  await measure("60-minutes-44-khz.m4a");
  await makeWav(at("109-minutes-8-khz.wav"), 109 * share);
  await measure("109-minutes-8-khz.wav");
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function measure(name: string): Promise<void> {
  const alone = await run(name, "decode");
  out(`\n${name}, ${alone.minutes.toFixed(0)} min; decoder alone ${figures(alone)}`);
  for (const plan of ["turn", "long"]) {
    const took = await run(name, plan);
    const ratio = (took.seconds / alone.seconds).toFixed(1);
    // The wanted seconds are those of the whole length.
    const isInTime = values.short || took.seconds <= WANTED.seconds;
    const verdict = isInTime && took.peakMb <= WANTED.peakMb ? "holds" : "FALLS SHORT";
    out(`  ${plan}: ${took.pieces} pieces, ${figures(took)}, ${ratio} of decoding alone; ${verdict}`);
  }
  await rm(at(name));
}

function figures({ seconds, cpuSeconds, peakMb }: Took): string {
  return `${seconds.toFixed(1)} s (processor ${cpuSeconds.toFixed(1)} s), peak ${peakMb.toFixed(0)} MB`;
}

async function run(name: string, work: string): Promise<Took> {
  const { stdout } = await promisify(execFile)(process.execPath, [besideScript("prepare-one"), at(name), work]);
  return JSON.parse(stdout) as Took;
}
