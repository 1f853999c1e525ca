import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AudioLayout, SpeechInterval } from "../../../src/audio/audio.ts";
import {
  channelRoles,
  type Measured,
  type SpeechInput,
  type SpeechSide,
  speechMetrics,
} from "../../../src/transcripts/speech/speech-metrics.ts";
import type { Role, Transcript } from "../../../src/transcripts/transcript.ts";

type Pairs = [number, number][];
const intervals = (pairs: Pairs): SpeechInterval[] => pairs.map(([startMs, endMs]) => ({ startMs, endMs }));

/** A stereo recording of one minute, the manager's speech and the customer's. */
function stereo(manager: Pairs, customer: Pairs, rest: Partial<SpeechInput> = {}): SpeechInput {
  const channels = [
    { role: "manager" as const, speech: intervals(manager) },
    { role: "customer" as const, speech: intervals(customer) },
  ];
  return { durationMs: 60_000, layout: "stereo", channels, transcript: null, roles: [], ...rest };
}

function said(...turns: [Role, string, number?, number?][]): { transcript: Transcript; roles: Role[] } {
  const utterances = turns.map(([, text, startMs = null, endMs = null], index) => ({
    number: index + 1,
    speaker: null,
    text,
    startMs,
    endMs,
  }));
  return { transcript: { utterances, removedCharacters: 0 }, roles: turns.map(([role]) => role) };
}

describe("speech metrics, counted by hand", () => {
  it("talk share leaves silence out and counts simultaneous speech for both", () => {
    const { talkShare, overtalk } = speechMetrics(stereo([[0, 6_000]], [[5_000, 7_000]]));
    expect(talkShare.value).toEqual({ manager: 0.75, customer: 0.25 });
    expect(overtalk.value).toEqual({ durationMs: 1_000, share: 1 / 60 });
  });

  it("intervals that overlap or come unsorted count once", () => {
    const { talkShare } = speechMetrics(
      stereo(
        [
          [4_000, 6_000],
          [0, 5_000],
          [3_000, 3_000],
        ],
        [[8_000, 10_000]],
      ),
    );
    expect(talkShare.value).toEqual({ manager: 0.75, customer: 0.25 });
  });

  it("a monologue goes on over a sign of listening and a breath, and ends at a turn or at dead air", () => {
    const monologue = (customer: Pairs, manager: Pairs) =>
      speechMetrics(stereo(manager, customer)).longestMonologue.value?.manager;
    const halves: Pairs = [
      [1_000, 9_000],
      [10_000, 15_000],
    ];
    expect(monologue([[9_000, 10_000]], halves)).toEqual({ startMs: 1_000, endMs: 15_000 });
    expect(monologue([[9_000, 10_001]], halves)).toEqual({ startMs: 1_000, endMs: 9_000 });
    expect(monologue([[4_000, 5_500]], [[1_000, 9_000]])).toEqual({ startMs: 5_500, endMs: 9_000 });
    const paused = (pauseMs: number): Pairs => [
      [0, 2_000],
      [2_000 + pauseMs, 5_500],
    ];
    expect(monologue([], paused(3_000))).toEqual({ startMs: 0, endMs: 5_500 });
    expect(monologue([], paused(3_001))).toEqual({ startMs: 0, endMs: 2_000 });
    expect(monologue([[0, 1_500]], [])).toBeNull();
  });

  it("an interruption begins inside the other's speech, outlasts it and is more than a sign of listening", () => {
    const by = (manager: Pairs, customer: Pairs) => speechMetrics(stereo(manager, customer)).interruptions.value;
    expect(by([[4_500, 7_000]], [[0, 5_000]])).toEqual({ manager: [4_500], customer: [] });
    expect(by([[4_501, 7_000]], [[0, 5_000]])?.manager).toEqual([]);
    expect(by([[201, 7_000]], [[0, 5_000]])?.manager).toEqual([201]);
    expect(by([[200, 7_000]], [[0, 5_000]])?.manager).toEqual([]);
    expect(by([[2_000, 4_000]], [[0, 5_000]])?.manager).toEqual([]);
    expect(by([[4_200, 5_200]], [[0, 5_000]])?.manager).toEqual([]);
    expect(by([[4_200, 5_201]], [[0, 5_000]])?.manager).toEqual([4_200]);
    expect(by([[0, 3_000]], [[2_000, 5_000]])).toEqual({ manager: [], customer: [2_000] });
    const breath: Pairs = [
      [0, 2_900],
      [3_300, 5_000],
    ];
    expect(by([[3_100, 7_000]], breath)?.manager).toEqual([3_100]);
  });

  it("dead air is silence of all for more than three seconds, between the first and the last sound", () => {
    const { deadAir } = speechMetrics(
      stereo(
        [
          [10_000, 11_000],
          [21_001, 22_000],
        ],
        [
          [14_000, 18_000],
          [22_000, 23_000],
        ],
      ),
    );
    expect(deadAir.value).toEqual([{ startMs: 18_000, endMs: 21_001 }]);
  });

  it("a pause before an answer runs from the other's last sound; overlaps and dead air are left out", () => {
    const { pauses } = speechMetrics(
      stereo(
        [
          [0, 1_000],
          [3_500, 4_000],
          [4_200, 5_000],
          [7_000, 9_000],
          [13_001, 14_000],
        ],
        [
          [2_000, 3_000],
          [6_000, 7_500],
          [9_500, 10_000],
        ],
      ),
    );
    expect(pauses.value).toEqual({
      manager: { meanMs: 500, count: 1 },
      customer: { meanMs: (1_000 + 1_000 + 500) / 3, count: 3 },
    });
  });

  it("pace is words by minutes of own speech, and silent about a few seconds", () => {
    const words = said(["manager", "один два три"], ["customer", "раз два"], ["manager", "четыре пять шесть"]);
    const { pace } = speechMetrics(stereo([[0, 6_000]], [[7_000, 11_999]], words));
    expect(pace.value).toEqual({ manager: 60, customer: null });
    expect(speechMetrics(stereo([[0, 4_000]], [[7_000, 9_000]], words)).pace.missing).toBe("too_little_speech");
  });
});

describe("what cannot be told is missing with its reason, never a number", () => {
  const missing = (input: SpeechInput) =>
    Object.fromEntries(Object.entries(speechMetrics(input)).map(([name, figure]) => [name, figure.missing]));

  it.each<AudioLayout>(["mono", "false_stereo"])("%s tells silence only", (layout) => {
    const channels = [{ role: "manager" as const, speech: intervals([[0, 9_000]]) }];
    expect(missing({ ...stereo([], []), layout, channels })).toEqual({
      talkShare: "mono",
      longestMonologue: "mono",
      interruptions: "mono",
      overtalk: "mono",
      deadAir: null,
      pauses: "mono",
      pace: "mono",
    });
  });

  it.each<[Role, Role]>([
    ["unknown", "customer"],
    ["manager", "manager"],
    ["manager", "other"],
  ])("channels of %s and %s tell what needs no roles", (one, two) => {
    const [left, right] = [intervals([[0, 2_000]]), intervals([[1_000, 3_000]])];
    const channels = [
      { role: one, speech: left },
      { role: two, speech: right },
    ];
    const input = { ...stereo([], []), channels };
    expect(missing(input)).toMatchObject({ talkShare: "roles_unknown", pauses: "roles_unknown", deadAir: null });
    expect(speechMetrics(input).overtalk.value?.durationMs).toBe(1_000);
  });

  it("without speech there is no figure at all", () => {
    expect(new Set(Object.values(missing(stereo([], []))))).toEqual(new Set(["no_speech"]));
  });

  it("where one side is silent the other has it all", () => {
    const channels = [{ role: "customer" as const, speech: intervals([[0, 9_000]]) }];
    const { talkShare, longestMonologue } = speechMetrics({ ...stereo([], []), layout: "one_side_silent", channels });
    expect(talkShare.value).toEqual({ manager: 0, customer: 1 });
    expect(longestMonologue.value).toEqual({ manager: null, customer: { startMs: 0, endMs: 9_000 } });
  });
});

describe("the role of a channel", () => {
  const channels = [{ speech: intervals([[0, 2_000]]) }, { speech: intervals([[2_500, 6_000]]) }];
  const words = said(["customer", "алло", 100, 1_900], ["manager", "добрый день", 1_500, 6_000]);

  it("is that of the utterances that sound while it does", () => {
    expect(channelRoles("stereo", channels, words.transcript, words.roles)).toEqual(["customer", "manager"]);
  });

  it("is unknown where nobody speaks, where nothing is known and where both share it", () => {
    expect(channelRoles("stereo", [...channels, { speech: [] }], words.transcript, words.roles)[2]).toBe("unknown");
    expect(channelRoles("stereo", channels, null, [])).toEqual(["unknown", "unknown"]);
    expect(channelRoles("mono", channels, words.transcript, words.roles)).toEqual(["unknown", "unknown"]);
    const untimed = said(["customer", "алло"], ["manager", "да"]);
    expect(channelRoles("stereo", channels, untimed.transcript, untimed.roles)).toEqual(["unknown", "unknown"]);
  });
});

describe("laws", () => {
  const speech = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 1, max: 8_000 }))
      .map(([start, span]): [number, number] => [start, start + span]),
    { minLength: 1, maxLength: 12 },
  );
  const swapped = <Figure>({ value, missing }: Measured<Record<SpeechSide, Figure>>) =>
    value ? { value: { manager: value.customer, customer: value.manager }, missing } : { value, missing };

  it("swapping the sides swaps what belongs to them and changes nothing else", () => {
    fc.assert(
      fc.property(speech, speech, (one, two) => {
        const there = speechMetrics(stereo(one, two));
        const back = speechMetrics(stereo(two, one));
        expect(back.talkShare).toEqual(swapped(there.talkShare));
        expect(back.longestMonologue).toEqual(swapped(there.longestMonologue));
        expect(back.interruptions).toEqual(swapped(there.interruptions));
        expect(back.pauses).toEqual(swapped(there.pauses));
        expect([back.overtalk, back.deadAir]).toEqual([there.overtalk, there.deadAir]);
      }),
    );
  });

  it("a later start of the call changes nothing but the times", () => {
    const late = (pairs: Pairs, byMs: number): Pairs => pairs.map(([start, end]) => [start + byMs, end + byMs]);
    fc.assert(
      fc.property(speech, speech, fc.integer({ min: 0, max: 1_000_000 }), (one, two, byMs) => {
        const there = speechMetrics(stereo(one, two));
        const then = speechMetrics(stereo(late(one, byMs), late(two, byMs)));
        expect(JSON.parse(JSON.stringify(then), back(byMs))).toEqual(JSON.parse(JSON.stringify(there)));
      }),
    );
    function back(byMs: number) {
      return (key: string, value: unknown) => {
        const isTime = typeof value === "number" && /^(?:startMs|endMs|\d+)$/.test(key);
        return isTime ? value - byMs : value;
      };
    }
  });

  it("shares sum to one, overtalk is no longer than either side's speech, a monologue no longer than the call", () => {
    fc.assert(
      fc.property(speech, speech, (one, two) => {
        const { talkShare, overtalk, longestMonologue, deadAir } = speechMetrics(stereo(one, two));
        const shares = talkShare.value ?? { manager: 0, customer: 0 };
        expect(shares.manager + shares.customer).toBeCloseTo(1, 12);
        expect(Math.min(shares.manager, shares.customer)).toBeGreaterThanOrEqual(0);
        const sum = (pairs: Pairs) => pairs.reduce((total, [start, end]) => total + end - start, 0);
        expect(overtalk.value?.durationMs).toBeLessThanOrEqual(Math.min(sum(one), sum(two)));
        for (const run of Object.values(longestMonologue.value ?? {}))
          if (run) expect(run.endMs - run.startMs).toBeLessThanOrEqual(58_000);
        for (const { startMs, endMs } of deadAir.value ?? [])
          for (const [start, end] of [...one, ...two]) expect(end <= startMs || start >= endMs).toBe(true);
      }),
    );
  });
});

describe("the recorded calls agree with what is known of them", () => {
  interface Dialogue {
    duration_ms: number;
    overlaps: { start_ms: number; end_ms: number }[];
    speech_ms: { manager: number; client: number };
    turns: { speaker: "manager" | "client"; start_ms: number; end_ms: number; text: string }[];
  }
  const truth = JSON.parse(readFileSync(new URL("../../fixtures/audio/truth.json", import.meta.url), "utf8"));

  it.each(Object.entries(truth.dialogues as Record<string, Dialogue>))("%s", (name, dialogue) => {
    const of = (speaker: string): Pairs =>
      dialogue.turns.filter((turn) => turn.speaker === speaker).map((turn) => [turn.start_ms, turn.end_ms]);
    const words = said(
      ...dialogue.turns.map((turn): [Role, string] => [turn.speaker === "client" ? "customer" : "manager", turn.text]),
    );
    const metrics = speechMetrics(stereo(of("manager"), of("client"), { ...words, durationMs: dialogue.duration_ms }));
    const { manager, client } = dialogue.speech_ms;
    expect(metrics.talkShare.value?.manager).toBeCloseTo(manager / (manager + client), 1.5);
    const overlapMs = dialogue.overlaps.reduce((sum, { start_ms, end_ms }) => sum + end_ms - start_ms, 0);
    expect(metrics.overtalk.value?.durationMs).toBe(overlapMs);
    const { manager: byManager = [], customer: byCustomer = [] } = metrics.interruptions.value ?? {};
    const came = [...byManager, ...byCustomer].sort((a, b) => a - b);
    expect(came).toEqual(dialogue.overlaps.map(({ start_ms }) => start_ms));
    expect(came).toHaveLength(name === "call4_overlap" ? 4 : 0);
    expect(metrics.pace.value?.manager).toBeGreaterThan(80);
    expect(metrics.pace.value?.manager).toBeLessThan(220);
  });
});
