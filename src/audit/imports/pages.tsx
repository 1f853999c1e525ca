import { type Context, Hono } from "hono";
import { ImportPage } from "../../../views/import-page.tsx";
import { ImportsPage, type ListFault, type ListValues } from "../../../views/imports-page.tsx";
import { AppError, type ErrorCode } from "../../errors.ts";
import { invalidInput } from "../../http/faults.ts";
import { type PageEnv, pageProps } from "../../http/page-props.ts";
import { statusOf } from "../../http/problem.ts";
import { discardImport, startImport, stopImport } from "./act-on-import.ts";
import { readImportCursor, writeImportCursor } from "./cursor.ts";
import type { ListSource } from "./listed-calls.ts";
import { showImport } from "./show-import.ts";
import { listImports } from "./store.ts";
import { type ImportDeps, takeUpload } from "./take-upload.ts";

/** Rows on a page of lists. */
const ROWS = 20;

/** `/imports`: the form and the lists; `/imports/:id`: one list, what it will cost, how far it is. */
export function importPages(deps: ImportDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();

  pages.get("/imports", async (c) => c.html(await listsPage(deps, c, null, null)));

  pages.post("/imports", async (c) => {
    let values: ListValues | null = null;
    try {
      const { id } = await takeUpload(deps, c, (fields) => {
        values = { source: fields.get("source") ?? "", mode: fields.get("content_mode") ?? "" };
        // The API has a source of its own where none is named; a person chooses.
        if (values.source === "") throw invalidInput([{ pointer: "/source", detail: "is required" }]);
      });
      return c.redirect(`/imports/${id}`, 303);
    } catch (error) {
      const fault = error instanceof AppError ? faultOf(error) : null;
      if (!(error instanceof AppError) || fault === null) throw error;
      return c.html(await listsPage(deps, c, fault, values), statusOf(error.code));
    }
  });

  pages.get("/imports/:id", async (c) => {
    const list = await showImport(deps.db, c.req.param("id"));
    const source = (await deps.calls.sources()).find(({ key }) => key === list.source) ?? null;
    return c.html(<ImportPage {...pageProps(c)} list={list} source={source} timeZone={deps.timeZone} />);
  });

  pages.post("/imports/:id/discard", async (c) => {
    const { id } = await showImport(deps.db, c.req.param("id"));
    await discardImport(deps, id);
    return c.redirect("/imports", 303);
  });

  for (const [word, act] of Object.entries({ start: startImport, stop: stopImport }))
    pages.post(`/imports/:id/${word}`, async (c) => {
      const { id } = await showImport(deps.db, c.req.param("id"));
      await act(deps, id);
      return c.redirect(`/imports/${id}`, 303);
    });

  return pages;
}

async function listsPage(
  { db, calls, timeZone }: ImportDeps,
  c: Context<PageEnv>,
  fault: ListFault | null,
  values: ListValues | null,
) {
  const sources = await calls.sources();
  const cursor = fault === null ? c.req.query("cursor") : undefined;
  const found = await listImports(db, { limit: ROWS + 1, after: cursor ? readImportCursor(cursor) : null });
  const lists = found.slice(0, ROWS);
  const last = lists.at(-1);
  return (
    <ImportsPage
      {...pageProps(c)}
      lists={lists}
      next={found.length > ROWS && last ? writeImportCursor(last) : null}
      older={cursor !== undefined}
      fault={fault}
      sources={sources}
      values={values ?? { source: firstSource(sources), mode: "" }}
      timeZone={timeZone}
    />
  );
}

/** Where calls come from one source only, its archive is most likely meant; else the person chooses. */
function firstSource(sources: readonly ListSource[]): string {
  const others = sources.filter(({ key }) => key !== "api");
  return others.length === 1 ? (others[0]?.key ?? "") : "";
}

const FAULTS: Partial<Record<ErrorCode, ListFault>> = {
  malformed: "unreadable",
  too_large: "too_large",
  request_timeout: "cut",
  out_of_storage: "storage",
};

/** What an error says of the file; null when it is about something else. */
function faultOf({ code, faults }: AppError): ListFault | null {
  const [first] = faults;
  if (code !== "invalid_input") return FAULTS[code] ?? null;
  if (first === undefined) return "encoding";
  if (first.pointer === "/source") return "no_source";
  if (first.pointer !== "/file") return null;
  if (first.detail.startsWith("needs a column")) return "no_column";
  return first.detail === "holds no rows" ? "no_rows" : "missing";
}
