import { type Context, Hono } from "hono";
import { ImportPage } from "../../../views/import-page.tsx";
import { ImportsPage, type ListFault } from "../../../views/imports-page.tsx";
import { AppError, type ErrorCode } from "../../errors.ts";
import { CONTENT_MODES } from "../../evaluations/scorecard.ts";
import { type PageEnv, pageProps } from "../../http/page-props.ts";
import { statusOf } from "../../http/problem.ts";
import { startImport, stopImport } from "./act-on-import.ts";
import { readImportCursor, writeImportCursor } from "./cursor.ts";
import { showImport } from "./show-import.ts";
import { listImports } from "./store.ts";
import { type ImportDeps, takeUpload } from "./take-upload.ts";

/** Rows on a page of lists. */
const ROWS = 20;

/** `/imports`: the form and the lists; `/imports/:id`: one list, what it will cost, how far it is. */
export function importPages(deps: ImportDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();

  pages.get("/imports", async (c) => c.html(await listsPage(deps, c, null)));

  pages.post("/imports", async (c) => {
    try {
      const { id } = await takeUpload(deps, c);
      return c.redirect(`/imports/${id}`, 303);
    } catch (error) {
      const fault = error instanceof AppError ? faultOf(error) : null;
      if (!(error instanceof AppError) || fault === null) throw error;
      return c.html(await listsPage(deps, c, fault), statusOf(error.code));
    }
  });

  pages.get("/imports/:id", async (c) => {
    const list = await showImport(deps.db, c.req.param("id"));
    return c.html(<ImportPage {...pageProps(c)} list={list} timeZone={deps.timeZone} />);
  });

  for (const [word, act] of Object.entries({ start: startImport, stop: stopImport }))
    pages.post(`/imports/:id/${word}`, async (c) => {
      const { id } = await showImport(deps.db, c.req.param("id"));
      await act(deps, id);
      return c.redirect(`/imports/${id}`, 303);
    });

  return pages;
}

async function listsPage({ db, timeZone }: ImportDeps, c: Context<PageEnv>, fault: ListFault | null) {
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
      mode={CONTENT_MODES[0]}
      timeZone={timeZone}
    />
  );
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
  if (first.pointer !== "/file") return null;
  if (first.detail.startsWith("needs a column")) return "no_column";
  return first.detail === "holds no rows" ? "no_rows" : "missing";
}
