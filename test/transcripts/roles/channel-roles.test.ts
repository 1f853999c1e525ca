import { describe, expect, it } from "vitest";
import { assignRecordingRoles, confirmRoles, swapRoles } from "../../../src/transcripts/roles/channel-roles.ts";
import { ROLE_CONFIDENCE_MIN, type Transcript } from "../../../src/transcripts/transcript.ts";
import { CALLS, channelTranscript } from "../speech/recording-material.ts";

const NOTHING_TOLD = { managerChannel: null, direction: null } as const;
const wantedRoles = (turns: { speaker: string }[]) =>
  turns.map(({ speaker }) => (speaker === "manager" ? "manager" : "customer"));
const spoken = (lines: [string, string][]): Transcript => ({
  utterances: lines.map(([speaker, text], at) => ({
    number: at + 1,
    speaker,
    text,
    startMs: at * 1_000,
    endMs: at * 1_000 + 900,
  })),
  removedCharacters: 0,
});

describe("without a hint the words tell the channels apart, surely enough to score", () => {
  for (const [name, { turns }] of CALLS)
    for (const isSwapped of [false, true])
      for (const [cut, what] of [
        [0, "as it is"],
        [1, "with the customer first"],
      ] as const)
        it(`${name} ${what}${isSwapped ? ", channels swapped" : ""}`, () => {
          const heard = turns.slice(cut);
          const found = assignRecordingRoles(channelTranscript(heard, { isSwapped }), NOTHING_TOLD);
          expect(found.roles).toEqual(wantedRoles(heard));
          expect(found.madeBy).toBe("content");
          expect(found.confidence).toBeGreaterThanOrEqual(ROLE_CONFIDENCE_MIN);
        });
});

describe("a hint", () => {
  const [, { turns }] = CALLS[0] ?? ["", { turns: [] }];

  it("decides whatever is said", () => {
    const right = assignRecordingRoles(channelTranscript(turns), { ...NOTHING_TOLD, managerChannel: "left" });
    expect(right).toMatchObject({ roles: wantedRoles(turns), madeBy: "channel" });
    expect(right.confidence).toBeGreaterThan(0.95);
    const other = assignRecordingRoles(channelTranscript(turns), { ...NOTHING_TOLD, managerChannel: "right" });
    expect(other).toMatchObject({ roles: swapRoles(right).roles, madeBy: "channel" });
  });

  it("leaves the menu that stands before a person to nobody", () => {
    const call = spoken([
      ["right", "Здравствуйте! Для связи с отделом продаж нажмите один."],
      ["right", "Ваш звонок очень важен для нас, вы третий в очереди."],
      ["right", "Компания «Полёт», Инга, слушаю вас."],
      ["left", "Здравствуйте. Сколько стоит доставка?"],
      ["right", "По городу бесплатно. Вам на какое число?"],
      ["right", "Или оставьте сообщение на сайте, если удобнее."],
    ]);
    for (const managerChannel of ["right", null] as const)
      expect(assignRecordingRoles(call, { ...NOTHING_TOLD, managerChannel }).roles).toEqual([
        "other",
        "other",
        "manager",
        "customer",
        "manager",
        "manager",
      ]);
  });

  it("does not reach voices of a mono recording, where the words decide", () => {
    const mono = channelTranscript(turns);
    for (const utterance of mono.utterances) utterance.speaker = utterance.speaker === "left" ? "A" : "B";
    const found = assignRecordingRoles(mono, { ...NOTHING_TOLD, managerChannel: "right" });
    expect(found).toMatchObject({ roles: wantedRoles(turns), madeBy: "content" });
  });
});

describe("who called whom", () => {
  const greeting = spoken([
    ["right", "Алло?"],
    ["left", "Здравствуйте, это насчёт вторника."],
  ]);

  it("decides where the words do not: whoever picks up speaks first", () => {
    const roles = (direction: "inbound" | "outbound") =>
      assignRecordingRoles(greeting, { managerChannel: null, direction });
    expect(roles("outbound").roles).toEqual(["customer", "manager"]);
    expect(roles("inbound").roles).toEqual(["manager", "customer"]);
    expect(roles("inbound").confidence).toBeGreaterThanOrEqual(ROLE_CONFIDENCE_MIN);
    expect(assignRecordingRoles(greeting, NOTHING_TOLD).confidence).toBeLessThan(ROLE_CONFIDENCE_MIN);
  });

  it("does not outweigh the words, nor what was said of the channels", () => {
    for (const [, { turns }] of CALLS) {
      const call = channelTranscript(turns.slice(1));
      expect(assignRecordingRoles(call, { managerChannel: null, direction: "inbound" }).roles).toEqual(
        wantedRoles(turns.slice(1)),
      );
    }
    const told = assignRecordingRoles(greeting, { managerChannel: "left", direction: "inbound" });
    expect(told).toMatchObject({ roles: ["customer", "manager"], madeBy: "channel" });
  });
});

describe("one channel alone", () => {
  it("is the side it is said to be", () => {
    const call = spoken([["left", "Алло? Алло, вас не слышно."]]);
    expect(assignRecordingRoles(call, { ...NOTHING_TOLD, managerChannel: "left" }).roles).toEqual(["manager"]);
    expect(assignRecordingRoles(call, { ...NOTHING_TOLD, managerChannel: "right" }).roles).toEqual(["customer"]);
  });

  it("without a hint is told by its words, or not at all", () => {
    const manager = spoken([["right", "Добрый день, меня зовут Инга, компания «Полёт». Вам удобно говорить?"]]);
    expect(assignRecordingRoles(manager, NOTHING_TOLD).roles).toEqual(["manager"]);
    const nobody = spoken([["right", "Так."]]);
    expect(assignRecordingRoles(nobody, NOTHING_TOLD).roles).toEqual(["unknown"]);
  });
});

it("a person swaps the sides and nothing else, twice is as before", () => {
  const assigned = { roles: ["manager", "customer", "other", "unknown"] as const, confidence: 0.7 };
  const swapped = swapRoles({ ...assigned, roles: [...assigned.roles], madeBy: "content" });
  expect(swapped).toEqual({ roles: ["customer", "manager", "other", "unknown"], madeBy: "person", confidence: 1 });
  expect(swapRoles(swapped).roles).toEqual(assigned.roles);
});

it("a person who says that the sides are right changes none of them", () => {
  const roles = ["manager", "customer", "other", "unknown"] as const;
  expect(confirmRoles({ roles: [...roles] })).toEqual({ roles, madeBy: "person", confidence: 1 });
});

it("a recording without a word has no roles", () => {
  const silence = { utterances: [], removedCharacters: 0 };
  expect(assignRecordingRoles(silence, { ...NOTHING_TOLD, managerChannel: "left" }).roles).toEqual([]);
});
