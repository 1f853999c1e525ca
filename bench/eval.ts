/**
 * `npm run eval`: judges the labelled dialogues and says how far the judge can be trusted. Runs from `dist` (the npm
 * script builds first); with the rules judge also from the source: `node bench/eval.ts --help`.
 */
import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { BUILT_IN_KEYS, LABELLED_SETS, type LabelledSet, readLabelledSet } from "../test/helpers/labelled.ts";
import { findFlips, readBaseline, updateBaseline, writeBaseline } from "./eval/baseline.ts";
import { disagreements } from "./eval/disagreements.ts";
import { measureInjection } from "./eval/injection-measures.ts";
import { type JudgedDialogue, judgeDialogues } from "./eval/judge-dialogues.ts";
import { measureMode } from "./eval/mode-measures.ts";
import { openEvalJudge } from "./eval/open-judge.ts";
import { flipReport, injectionReport, setReport } from "./eval/report.ts";

const USAGE = `Usage: npm run eval -- [options]

Judges the labelled dialogues in test/fixtures with the three built-in scorecards and compares with the labels.

  --judge rules|openai  default: openai when OPENAI_API_KEY is set, else rules; openai costs money, once
  --set NAME            a, tune, once-held, wide, wide-held or all (default); of wide-held only sums are shown, so
                        that it stays unread
  --disagreements       list every verdict that differs from its label (not of the held sets)
  --compare             list the verdicts that differ from the baseline
  --strict              with --compare: exit with 1 when there is one
  --update-baseline     make this run the baseline of this judge and these sets
  --baseline FILE       default: bench/eval-baseline.json
  --out FILE            write the figures as JSON
  --help                this text
`;

/** The world as the evaluation sees it. */
export interface EvalWorld {
  env: Record<string, string | undefined>;
  out: (text: string) => void;
  err: (text: string) => void;
  signal: AbortSignal;
}

/** Runs one evaluation; the exit code is 0 when done, 1 with `--strict` and a flip, 2 for wrong usage. */
export async function runEval(args: string[], world: EvalWorld): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    world.err(`${options}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    world.out(USAGE);
    return 0;
  }
  const sets = LABELLED_SETS.filter((set) => options.set === "all" || options.set === set);
  const dialogues = sets.flatMap(readLabelledSet);
  const opened = await openEvalJudge(options.judge, world.env);
  try {
    const judged = await judgeDialogues({ ...opened, signal: world.signal }, dialogues);
    const judge = opened.judge.name === "rules" ? "rules" : `openai ${opened.model}`;
    world.out(`Judge ${judge}, version ${opened.judge.version}\n\n`);
    const measured = measureSets(judged, sets);
    for (const { set, modes } of measured) world.out(`${setReport(`set ${set}`, modes)}\n`);
    const injection = measureInjection(dialogues);
    world.out(`${injectionReport(injection)}\n`);
    if (options.disagreements) world.out(disagreements(judged));
    if (options.out) {
      const result = { judge, version: opened.judge.version, sets: measured, injection };
      writeFileSync(options.out, `${JSON.stringify(result, null, 2)}\n`);
    }
    return againstBaseline(options, judge, judged, world);
  } finally {
    await opened.close();
  }
}

function measureSets(judged: JudgedDialogue[], sets: LabelledSet[]) {
  return sets
    .map((set) => ({ set, judged: judged.filter(({ dialogue }) => dialogue.set === set) }))
    .filter((one) => one.judged.length > 0)
    .map((one) => ({ set: one.set, modes: BUILT_IN_KEYS.map((key) => measureMode(one.judged, key)) }));
}

function againstBaseline(options: Options, judge: string, judged: JudgedDialogue[], { out }: EvalWorld): number {
  const file = options.baseline ?? BASELINE;
  const flips = options.compare ? findFlips(readBaseline(file), judge, judged) : null;
  if (options.compare) out(flipReport(flips));
  if (options.updateBaseline) {
    writeBaseline(file, updateBaseline(readBaseline(file), judge, judged));
    out("The baseline is this run now.\n");
  }
  return options.strict && (flips?.length ?? 1) > 0 ? 1 : 0;
}

const BASELINE = new URL(
  import.meta.url.includes("/dist/bench/") ? "../../bench/eval-baseline.json" : "eval-baseline.json",
  import.meta.url,
);

type Options = Exclude<ReturnType<typeof readOptions>, string>;

/** The options, or what is wrong with them. */
function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        judge: { type: "string" },
        set: { type: "string", default: "all" },
        disagreements: { type: "boolean", default: false },
        compare: { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
        "update-baseline": { type: "boolean", default: false },
        baseline: { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const { judge, set, strict, compare, "update-baseline": updateBaseline, ...others } = values;
    if (judge !== undefined && judge !== "rules" && judge !== "openai") return "--judge: rules or openai";
    if (set !== "all" && !LABELLED_SETS.some((one) => one === set)) return `--set: ${LABELLED_SETS.join(", ")} or all`;
    if (strict && !compare) return "--strict needs --compare";
    return { ...others, judge: judge === undefined ? null : judge, set, strict, compare, updateBaseline } as const;
  } catch (error) {
    return (error as Error).message;
  }
}

if (import.meta.main) {
  // Whoever pipes the report into `head` has seen enough.
  process.stdout.on("error", () => process.exit(0));
  if (existsSync(".env")) process.loadEnvFile();
  process.exitCode = await runEval(process.argv.slice(2), {
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    signal: new AbortController().signal,
  });
}
