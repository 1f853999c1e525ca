import { AppError } from "../../errors.ts";

/** Lets so many run at once; whoever comes beyond is told to come again instead of waiting in line. */
export type BusyLimit = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes one. What it runs throws, and `unavailable` (retryable, with a wait) for whoever finds it full. */
export function createBusyLimit(atOnceMax: number, retryAfterMs: number): BusyLimit {
  let atOnce = 0;
  return async (work) => {
    if (atOnce >= atOnceMax)
      throw new AppError("unavailable", "Too much comes in at once; try again.", { retryable: true, retryAfterMs });
    atOnce += 1;
    try {
      return await work();
    } finally {
      atOnce -= 1;
    }
  };
}
