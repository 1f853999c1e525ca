import { sql } from "kysely";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CallCursor, externalIdHash } from "../../src/calls/store.ts";
import { CallList } from "../../src/history/schemas.ts";
import { showCalls } from "../../src/history/show-calls.ts";
import { type TestApp, testApp } from "../helpers/app.ts";

const LIST = newId();
const NOW_MS = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

let app: TestApp;
let ofList: string[];
let ofAll = 0;

/** Takes in a call after all others, with the time it was held at or none. */
async function add(metadata: object, started_at: Date | null = null): Promise<string> {
  const id = newId();
  const created_at = new Date(NOW_MS + ofAll++);
  await app.database.db
    .insertInto("calls")
    .values({
      ...{ id, source: "default", origin: "url", status: "received", primary_scorecard: "manager-plus", created_at },
      handling: JSON.stringify({ scorecards: ["manager-plus"], managerChannel: null }),
      metadata: JSON.stringify(metadata),
      started_at,
    })
    .execute();
  return id;
}

beforeAll(async () => {
  app = await testApp();
  const first = await add({ import_id: LIST });
  await add({ import_id: newId() });
  await add({});
  ofList = [await add({ import_id: LIST, deal: 7 }), first];
});
afterAll(() => app.close());

it("the calls of a list are given page by page, newest first, and no others", async () => {
  const given: (string | undefined)[] = [];
  let cursor = "";
  for (let pages = 0; pages < 2; pages++) {
    const response = await app.request(`/api/v1/calls?import=${LIST.toUpperCase()}&limit=1${cursor}`);
    const { items, next_cursor } = CallList.parse(await response.json());
    given.push(...items.map(({ id }) => id));
    cursor = `&cursor=${next_cursor}`;
  }
  expect(given).toEqual(ofList);
  expect(cursor).toBe("&cursor=null");
  expect(await (await app.request(`/api/v1/calls?import=${newId()}`)).json()).toMatchObject({ items: [] });
  expect((await app.request("/api/v1/calls?import=october")).status).toBe(422);
});

it("the page of a list's calls shows them, leads back to the list, and knows when there are none", async () => {
  const page = async (id: string) =>
    (await app.request(`/calls?import=${id}`, { headers: { "accept-language": "en" } })).text();
  const shown = await page(LIST);
  expect([...shown.matchAll(/"call-who"[^>]*><a href="\/calls\/([^"]+)"/g)].map(([, id]) => id)).toEqual(ofList);
  expect(shown).toContain(`href="/imports/${LIST}"`);
  expect(await page(newId())).toContain("This list has brought no calls.");
  expect((await app.request("/calls?import=october")).status).toBe(404);
});

it("an index serves them in their order", async () => {
  const plan = await app.database.db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    const { rows } = await sql<{ "QUERY PLAN": string }>`
      explain select id from calls where metadata ->> 'import_id' = ${LIST} and erased_at is null
      order by created_at desc, id desc limit 51`.execute(tx);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("calls_of_import");
  expect(plan).not.toContain("Sort");
});

it("the page of all calls has an archive that came in last where its calls were held, and no call in the future", async () => {
  const ids: string[] = [];
  for (const hoursAgo of [null, -9, null, 30, 50, 40])
    ids.push(await add({}, hoursAgo === null ? null : new Date(NOW_MS - hoursAgo * HOUR_MS)));
  const inOrder = [2, 1, 0, 3, 5, 4].map((place) => ids[place]);
  const given: string[] = [];
  let after: CallCursor | null = null;
  do {
    const slice: Awaited<ReturnType<typeof showCalls>> = await showCalls(app.database.db, {
      ...{ limit: 2, after, externalId: null, by: "held" },
    });
    given.push(...slice.calls.map(({ id }) => id));
    after = slice.next;
  } while (after !== null);
  expect(given.filter((id) => ids.includes(id))).toEqual(inOrder);
  const html = await (await app.request("/calls", { headers: { "accept-language": "en" } })).text();
  expect([...html.matchAll(/"call-who"[^>]*><a href="\/calls\/([^"]+)"/g)].map(([, id]) => id)).toEqual(given);
});

it("a call is found on the page of calls by its number, ours or its sender's", async () => {
  const id = await add({});
  await app.database.db
    .updateTable("calls")
    .set({ external_id: "№ 7/a", external_id_hash: externalIdHash("№ 7/a") })
    .where("id", "=", id)
    .execute();
  const seek = (number: string) => app.request(`/calls?lang=en&external_id=${encodeURIComponent(number)}`);
  for (const number of [" № 7/a ", id, id.toUpperCase()]) {
    const found = await seek(number);
    expect([found.status, found.headers.get("location")]).toEqual([303, `/calls/${id}`]);
  }
  for (const number of ["7/a", newId(), "a\0", "№".repeat(300)]) {
    const none = await seek(number);
    expect(none.status).toBe(200);
    expect(await none.text()).toContain("No call has this id.");
  }
});
