import type { PayOnce } from "../../src/usage/paid-order.ts";
import type { Settlement } from "../../src/usage/paid-request.ts";

/** Pays without a ledger: every order is sent once, a flaw is thrown. For tests and benches that need no database. */
export interface DirectPayOnce extends PayOnce {
  orders: { vote: number; inputHash: string }[];
  /** What was settled at once, by id. */
  settled: string[];
}

/** Makes one; ids count up from `paid-1`. */
export function directPayOnce(): DirectPayOnce {
  const orders: DirectPayOnce["orders"] = [];
  const settled: string[] = [];
  return {
    orders,
    settled,
    settle: async (settlements) => void settled.push(...settlements.map(({ paidRequestId }) => paidRequestId)),
    async pay({ key, client, request, read, signal }) {
      orders.push({ vote: key.vote, inputHash: key.inputHash });
      const paidRequestId = `paid-${orders.length}`;
      const { raw, model, fingerprint, usage, flaw } = await client.send(request, signal);
      if (flaw !== null) throw new Error(`unusable: ${flaw}`);
      const { inputTokens, cachedTokens, outputTokens } = usage;
      const settlement: Settlement = {
        paidRequestId,
        raw,
        model,
        inputTokens,
        cachedTokens,
        outputTokens,
        costUsd: 0.01,
      };
      const spent = { requests: 1, inputTokens, cachedTokens, outputTokens, costUsd: 0.01, raws: [raw] };
      return { value: read(raw), model, fingerprint, ...spent, settlement };
    },
  };
}
