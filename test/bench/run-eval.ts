import { runEval } from "../../bench/eval.ts";

/** Runs `npm run eval` with these arguments in this thread, without settings; gives its exit code and what it prints. */
export async function evaluated(...args: string[]) {
  const text = { out: "", err: "" };
  const code = await runEval(args, {
    env: {},
    out: (more) => {
      text.out += more;
    },
    err: (more) => {
      text.err += more;
    },
    signal: new AbortController().signal,
  });
  return { code, ...text };
}
