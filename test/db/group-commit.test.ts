import { describe, expect, it } from "vitest";
import { createGroupCommit } from "../../src/db/group-commit.ts";

/** Commits that end when told to, in the order of their beginning. */
function heldCommits(sizeMax: number, gatherMs = 0) {
  const groups: number[][] = [];
  const open: { end(): void; fail(error: Error): void }[] = [];
  const commit = (items: number[]) =>
    new Promise<number[]>((resolve, reject) => {
      groups.push(items);
      open.push({ end: () => resolve(items.map((item) => item * 10)), fail: reject });
    });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  const next = async (error?: Error) => {
    const held = open.shift();
    if (error) held?.fail(error);
    else held?.end();
    await settle();
  };
  return { groups, next, add: createGroupCommit({ sizeMax, gatherMs, commit }) };
}

describe("group commit", () => {
  it("commits what comes alone at once, alone", async () => {
    const { groups, next, add } = heldCommits(8);
    const result = add(1);
    expect(groups).toEqual([[1]]);
    await next();
    expect(await result).toBe(10);
  });

  it("puts what comes meanwhile into the next transactions, one after the other, none larger than allowed, each with its own result", async () => {
    const { groups, next, add } = heldCommits(3);
    const results = Promise.all([1, 2, 3, 4, 5].map(add));
    for (let n = 0; n < 3; n++) await next();
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
    expect(await results).toEqual([10, 20, 30, 40, 50]);
  });

  it("lets no item suffer from another: what fails together is tried again, each by itself", async () => {
    const { groups, next, add } = heldCommits(8);
    const results = Promise.allSettled([1, 2, 3].map(add));
    await next();
    await next(new Error("one of them"));
    expect(groups).toEqual([[1], [2, 3], [2], [3]]);
    await next(new Error("it was this one"));
    await next();
    expect((await results).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("waits for more while groups hold several, and no longer once one came alone", async () => {
    const { groups, next, add } = heldCommits(3, 5);
    const results = [1, 2, 3].map(add);
    await next();
    expect(groups, "after one alone nothing is waited for").toEqual([[1], [2, 3]]);
    results.push(add(4));
    await next();
    expect(groups).toHaveLength(2);
    results.push(...[5, 6].map(add));
    await expect.poll(() => groups.slice(2), { message: "what comes meanwhile goes along" }).toEqual([[4, 5, 6]]);
    results.push(...[7, 8, 9].map(add));
    await next();
    expect(groups.slice(3), "a full group waits for nobody").toEqual([[7, 8, 9]]);
    await next();
    results.push(add(10));
    await expect.poll(() => groups.slice(4)).toEqual([[10]]);
    await next();
    results.push(add(11));
    expect(groups.slice(5)).toEqual([[11]]);
    await next();
    expect(await Promise.all(results)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((item) => item * 10));
  });

  it("goes on after a failure", async () => {
    const { next, add } = heldCommits(8);
    const failed = expect(add(1)).rejects.toThrow("away");
    await next(new Error("away"));
    await failed;
    const later = add(2);
    await next();
    expect(await later).toBe(20);
  });
});
