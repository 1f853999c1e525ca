import type { SpendReport, Spent } from "../../src/history/spend/spend.ts";
import type { ClosedProvider, SpendDay } from "../../src/usage/spend-watch.ts";
import type { PageProps } from "../../views/parts/layout.tsx";
import { SpendPage } from "../../views/spend-page.tsx";
import type { Scene } from "./scenes.tsx";

const TODAY: SpendDay = {
  day: "2026-11-29",
  endsAt: new Date("2026-11-29T21:00:00Z"),
  budgetUsd: 12.5,
  begunUsd: 4.2113,
  isUsedUp: false,
};
const spent = (paidUsd: number, requests: number, unusableUsd = 0, unknownUsd = 0): Spent => ({
  ...{ paidUsd, requests, unusableUsd, unknownUsd },
});
const CALL = "0190f3c2-7b1e-7cc3-98c4-dc0c0c0739";
const DAYS = Array.from({ length: 30 }, (_, at) => ({
  day: new Date(Date.UTC(2026, 9, 31 + at)).toISOString().slice(0, 10),
  ...(at % 7 === 5 ? spent(0, 0) : spent(((at * 37) % 23) / 3 + 0.4, 40 + ((at * 91) % 300))),
}));
const REPORT: SpendReport = {
  days: DAYS,
  sources: [
    {
      source: "default",
      name: "Битрикс24, отдел продаж на Ленинском проспекте",
      calls: 1_204,
      ...spent(61.2, 4_811, 0.31),
    },
    { source: "api", name: null, calls: 212, ...spent(9.18, 640) },
    { source: null, name: null, calls: 0, ...spent(0.42, 12) },
  ],
  models: [
    { stage: "judge", model: "gpt-5.4-mini-2026-03-17", ...spent(48.7, 1_502, 0.31, 0.08) },
    { stage: "transcribe", model: "gpt-transcribe", ...spent(22.1, 3_961) },
  ],
  dearest: Array.from({ length: 10 }, (_, at) => ({
    callId: `${CALL}${String(at).padStart(2, "0")}`,
    externalId: at % 3 === 0 ? null : `mango-2026-11-${10 + at}-0000${at}-${"7".repeat(at * 4)}`,
    ...spent(0.4 - at * 0.03, 44 - at),
  })),
  all: spent(70.8, 5_463, 0.31, 0.08),
  calls: 1_416,
  perCallUsd: 0.0497,
};
const NOTHING: SpendReport = {
  ...{ days: DAYS.map(({ day }) => ({ day, ...spent(0, 0) })), sources: [], models: [], dearest: [] },
  ...{ all: spent(0, 0), calls: 0, perCallUsd: null },
};
const CLOSED: ClosedProvider = {
  provider: "https://model.example#0123456789ab",
  stages: ["judge", "transcribe"],
  reason: "quota_exhausted",
  closedAt: new Date("2026-11-29T08:12:00Z"),
  opensAt: null,
};
const ALERTS: NonNullable<PageProps["alerts"]> = [
  { reason: "quota_exhausted", stages: CLOSED.stages, until: null, timeZone: "Europe/Moscow" },
  { reason: "budget_exhausted", stages: CLOSED.stages, until: TODAY.endsAt, timeZone: "Europe/Moscow" },
];
const page = (props: PageProps) => ({ ...props, closed: [], tried: false, timeZone: "Europe/Moscow" });

/** The page of what is paid for. */
export const SPEND_SCENES: Record<string, Scene> = {
  spend: (props: PageProps) => <SpendPage {...page(props)} today={TODAY} report={REPORT} />,
  "spend-empty": (props: PageProps) => (
    <SpendPage {...page(props)} today={{ ...TODAY, budgetUsd: null, begunUsd: 0 }} report={NOTHING} />
  ),
  "spend-stopped": (props: PageProps) => (
    <SpendPage
      {...page(props)}
      today={{ ...TODAY, begunUsd: 12.4981, isUsedUp: true }}
      closed={[CLOSED]}
      report={REPORT}
      alerts={ALERTS}
      tried
    />
  ),
};
