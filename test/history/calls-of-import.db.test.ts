import { sql } from "kysely";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CallList } from "../../src/history/schemas.ts";
import { type TestApp, testApp } from "../helpers/app.ts";

const LIST = newId();

let app: TestApp;
let ofList: string[];
beforeAll(async () => {
  app = await testApp();
  let ofAll = 0;
  const add = async (metadata: object) => {
    const id = newId();
    const created_at = new Date(1_800_000_000_000 + ofAll++);
    await app.database.db
      .insertInto("calls")
      .values({
        ...{ id, source: "default", origin: "url", status: "received", primary_scorecard: "manager-plus", created_at },
        handling: JSON.stringify({ scorecards: ["manager-plus"], managerChannel: null }),
        metadata: JSON.stringify(metadata),
      })
      .execute();
    return id;
  };
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
