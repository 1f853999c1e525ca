import { expect, it } from "vitest";
import { roleAssignmentSha256, transcriptSha256 } from "../../src/transcripts/render-transcript.ts";
import { assignRoles } from "../../src/transcripts/roles/speaker-roles.ts";
import { parseDialogue } from "../../src/transcripts/text/parse-dialogue.ts";

const TEXT = "Менеджер: Алло\nКлиент: Да, кофе";

function hash(text: string): string {
  return transcriptSha256(parseDialogue(text));
}

it("inputs that differ only in what cleaning takes away have one hash", () => {
  const same = [`\uFEFF${TEXT}`, TEXT.replaceAll("\n", "\r\n"), TEXT.replaceAll(" ", "\u00A0"), TEXT.normalize("NFD")];
  for (const text of [...same, "Менеджер: Ал\u200Bло\nКлиент: Да, кофе"]) expect(hash(text)).toBe(hash(TEXT));
});

it("another word, speaker, order, time or border of turns is another hash", () => {
  const others = [
    "Менеджер: Алло!\nКлиент: Да, кофе",
    "Менеджер: Алло\nПокупатель: Да, кофе",
    "Клиент: Да, кофе\nМенеджер: Алло",
    "[00:01] Менеджер: Алло\n[00:02] Клиент: Да, кофе",
    "Менеджер: Алло\nКлиент: Да,\nКлиент: кофе",
  ];
  expect(new Set([TEXT, ...others].map(hash)).size).toBe(others.length + 1);
});

it("the hash of a role assignment changes with a role, its origin and its confidence", () => {
  const roles = assignRoles(parseDialogue(TEXT));
  const swapped = { ...roles, roles: [...roles.roles].reverse() };
  const byPerson = { ...roles, madeBy: "person" as const };
  const unsure = { ...roles, confidence: 0.3 };
  expect(new Set([roles, swapped, byPerson, unsure].map(roleAssignmentSha256)).size).toBe(4);
});
