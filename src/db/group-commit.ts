import { setTimeout } from "node:timers/promises";

/** How things that come at once are put together. */
export interface GroupCommitOptions<Item, Result> {
  /** Largest group. */
  sizeMax: number;
  /** While groups hold several, so long is waited for more before the next one: larger groups cost less. Default 0. */
  gatherMs?: number;
  /** Commits a group; a result for each item, in their order. Throws where any of it may not be committed. */
  commit(items: Item[]): Promise<Result[]>;
}

/** For statements of some milliseconds: under load as many come while one gathers as make each cost half of what it does alone. */
export const UNDER_LOAD = { sizeMax: 24, gatherMs: 2 } as const;

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Group commit: what comes while a transaction is under way shares the next one, so that under load the cost of each is a
 * part of a transaction; what comes alone starts at once, alone. Whatever a group of several throws, each of its items is
 * tried again by itself, so that none suffers from another; `commit` must bear an item whose commit was not heard of.
 */
export function createGroupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
): (item: Item) => Promise<Result> {
  const { sizeMax, gatherMs = 0 } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let isAtWork = false;
  let lastSize = 1;

  async function commitAll(): Promise<void> {
    isAtWork = true;
    while (waiting.length > 0) {
      if (lastSize > 1 && waiting.length < sizeMax && gatherMs > 0) await setTimeout(gatherMs);
      const group = waiting.splice(0, sizeMax);
      lastSize = group.length;
      await commitGroup(options, group);
    }
    isAtWork = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isAtWork) void commitAll();
    });
}

async function commitGroup<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
  group: Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await options.commit(group.map(({ item }) => item));
    for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
  } catch (error) {
    if (group.length === 1) group[0]?.reject(error);
    else await Promise.all(group.map((alone) => commitGroup(options, [alone])));
  }
}
