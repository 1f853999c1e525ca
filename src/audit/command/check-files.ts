import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, relative } from "node:path";
import { probeAudio } from "../../audio/probe-audio.ts";
import { type EstimateOptions, estimateJudgeUsd, estimateRecordingUsd } from "../../usage/estimate.ts";
import { isDialogueName } from "./audit-files.ts";

/** A file that can be queued. */
export interface CheckedFile {
  path: string;
  /** Below the folder that was named; its own name where it was named itself. */
  relativePath: string;
  /** The sender's id of its call, of relative path and bytes. */
  callId: string;
  isDialogue: boolean;
  /** About how long the conversation is, in milliseconds. */
  durationMs: number;
}

/** What money is reckoned with. */
export type Costs = Pick<EstimateOptions, "prices" | "speechModel" | "judgeModel">;

/** Length of a recording that does not tell its own. */
const MS_ASSUMED = 5 * 60_000;
/** Letters of a conversation in a minute. */
const CHARACTERS_PER_MINUTE = 900;
const NAME_CHARACTERS_MAX = 100;

/** Reads a file once, so that it is known again. Throws what reading throws. */
export async function checkFile(path: string, input: string): Promise<CheckedFile> {
  const relativePath = (relative(input, path) || basename(path)).replaceAll("\\", "/");
  const hash = createHash("sha256").update(relativePath).update("\0");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const name = [...relativePath.toWellFormed().trim()].slice(-NAME_CHARACTERS_MAX).join("");
  const isDialogue = isDialogueName(path);
  return {
    ...{ path, relativePath, isDialogue },
    callId: `${name} ${hash.digest("hex").slice(0, 32)}`,
    durationMs: isDialogue ? await lengthOfText(path) : await lengthOfSound(path),
  };
}

async function lengthOfText(path: string): Promise<number> {
  return Math.ceil(((await stat(path)).size / CHARACTERS_PER_MINUTE) * 60_000);
}

/** What cannot be read as a recording is told when it is sent. */
async function lengthOfSound(path: string): Promise<number> {
  const format = await probeAudio(path).catch(() => null);
  return format?.durationMs ?? MS_ASSUMED;
}

/** About what these will cost in US dollars. */
export function costOf(files: readonly CheckedFile[], costs: Costs): number {
  const { prices, judgeModel } = costs;
  const each = files.map(({ isDialogue, durationMs }) => {
    if (!isDialogue) return estimateRecordingUsd({ durationMs }, costs);
    return judgeModel === null ? 0 : estimateJudgeUsd({ durationMs }, { prices, judgeModel });
  });
  return Math.round(each.reduce((sum, usd) => sum + usd, 0) * 100) / 100;
}
