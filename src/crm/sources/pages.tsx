import { type Context, Hono } from "hono";
import { SourcePage, type SourcePageProps } from "../../../views/source-page.tsx";
import { type NewSourceForm, SourcesPage } from "../../../views/sources-page.tsx";
import { AppError } from "../../errors.ts";
import type { Scorecard } from "../../evaluations/scorecard.ts";
import { readForm } from "../../http/bodies/form-body.ts";
import { type PageEnv, pageProps } from "../../http/page-props.ts";
import { statusOf } from "../../http/problem.ts";
import { leaveSecret, takeSecret } from "../shown-once.ts";
import { type Delivery, listDeliveries } from "./delivery-store.ts";
import {
  addSource,
  changeSource,
  dropSecrets,
  listShownSources,
  makeSecret,
  SECRET_KINDS,
  type SecretKind,
  type SourceDeps,
  showSource,
} from "./manage-sources.ts";
import { countArrivals } from "./show-arrivals.ts";
import {
  changeOfHeaders,
  changeOfRules,
  faultOfSource,
  readHeadersForm,
  readRulesForm,
  rulesFormOf,
  type SourceFault,
} from "./source-forms.ts";
import { DELIVERY_OUTCOMES } from "./source-schemas.ts";

/** What the pages need. */
export interface SourcePagesDeps extends SourceDeps {
  /** Scorecards by their keys. */
  cards: ReadonlyMap<string, Pick<Scorecard, "mode" | "title">>;
  /** Who can reach a source that asks for no proof. */
  reach: SourcePageProps["reach"];
  /** Origin under which we are reached; null: the one that the page was asked at. */
  publicUrl: string | null;
  /** IANA name. */
  timeZone: string;
}

const FORM_BYTES_MAX = 512 * 1024;
const ARRIVALS = 50;
const PATH = "/sources";
const DONE = ["added", "rules", "headers", "secret", "dropped", "on", "off"] as const;
const NOTHING: NewSourceForm = { key: "", name: "", proof: "signing" };

/** `/sources`, `/sources/:key` and their forms; `/settings` leads to the first of its pages. */
export function sourcePages(deps: SourcePagesDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();
  pages.get("/settings", (c) => c.redirect(PATH, 303));
  pages.get(PATH, (c) => listPage(deps, c, NOTHING, null));
  pages.post(PATH, (c) => add(deps, c));
  pages.get(`${PATH}/:key`, (c) => sourcePage(deps, c));
  pages.post(`${PATH}/:key/:act`, (c) => act(deps, c));
  return pages;
}

async function listPage(
  deps: SourcePagesDeps,
  c: Context<PageEnv>,
  form: NewSourceForm,
  fault: SourceFault | null,
): Promise<Response> {
  const { db, timeZone, reach } = deps;
  const sources = await listShownSources(deps);
  const arrivals = await countArrivals(db, { now: deps.now(), timeZone });
  const rows = sources.map((source) => ({
    source,
    arrivals: arrivals.get(source.key) ?? { today: {}, lastAt: null },
  }));
  const props = { rows, form, fault, reach, timeZone, origin: originOf(deps, c) };
  return c.html(<SourcesPage {...pageProps(c)} path={PATH} {...props} />, statusFor(fault));
}

async function add(deps: SourcePagesDeps, c: Context<PageEnv>): Promise<Response> {
  const sent = await readForm(c, FORM_BYTES_MAX);
  const text = (name: string) => (sent.get(name) ?? "").trim();
  const form = { key: text("key"), name: text("name"), proof: text("proof") };
  try {
    const { key } = await addSource(deps, { key: form.key, kind: "webhook", name: form.name || null });
    const kind = secretKind(form.proof);
    const made = kind && (await makeSecret(deps, key, { kind, given: null }));
    leaveSecret(c, deps.sealer, `${PATH}/${key}`, made?.secret ?? null);
    return c.redirect(`${PATH}/${key}?done=added`, 303);
  } catch (error) {
    return listPage(deps, c, form, mendable(error, "add"));
  }
}

async function sourcePage(
  deps: SourcePagesDeps,
  c: Context<PageEnv>,
  tried: Partial<Pick<SourcePageProps, "rules" | "headers" | "fault">> = {},
): Promise<Response> {
  const { sealer, reach, timeZone, cards } = deps;
  const key = c.req.param("key") ?? "";
  const source = await showSource(deps, key);
  const outcome = DELIVERY_OUTCOMES.find((one) => one === c.req.query("outcome")) ?? null;
  const props = pageProps(c);
  const fault = tried.fault ?? null;
  return c.html(
    <SourcePage
      {...props}
      path={`${PATH}/${key}`}
      source={source}
      origin={originOf(deps, c)}
      reach={reach}
      timeZone={timeZone}
      scorecards={[...cards].map(([card, { mode, title }]) => ({
        key: card,
        mode,
        title: typeof title === "string" ? title : title[props.locale],
      }))}
      rules={tried.rules ?? rulesFormOf(source)}
      headers={tried.headers ?? { hosts: source.credentialHosts.join("\n"), headers: "", remove: false }}
      fault={fault}
      secret={fault === null ? takeSecret(c, sealer, `${PATH}/${key}`) : null}
      done={fault === null ? (DONE.find((one) => one === c.req.query("done")) ?? null) : null}
      deliveries={await arrivalsOf(deps, key, outcome)}
      outcome={outcome}
    />,
    statusFor(fault),
  );
}

function arrivalsOf({ db }: SourcePagesDeps, source: string, outcome: Delivery["outcome"] | null): Promise<Delivery[]> {
  return listDeliveries(db, { source, outcome, limit: ARRIVALS });
}

async function act(deps: SourcePagesDeps, c: Context<PageEnv>): Promise<Response> {
  const key = c.req.param("key") ?? "";
  const done = (what: (typeof DONE)[number]) => c.redirect(`${PATH}/${key}?done=${what}`, 303);
  switch (c.req.param("act")) {
    case "on":
      await changeSource(deps, key, { enabled: true });
      return done("on");
    case "off":
      await changeSource(deps, key, { enabled: false });
      return done("off");
    case "drop-secrets":
      await dropSecrets(deps, key);
      return done("dropped");
    case "secrets": {
      const sent = await readForm(c, FORM_BYTES_MAX);
      return tryForm(deps, c, "secret", {}, async () => {
        const kind = secretKind(sent.get("kind") ?? "") ?? "signing";
        const asked = { kind, given: sent.get("secret")?.trim() || null, seen: sent.get("seen") };
        leaveSecret(c, deps.sealer, `${PATH}/${key}`, (await makeSecret(deps, key, asked)).secret);
        return done("secret");
      });
    }
    case "rules": {
      const rules = readRulesForm(await readForm(c, FORM_BYTES_MAX));
      return tryForm(deps, c, "other", { rules }, async () => {
        await changeSource(deps, key, changeOfRules(rules));
        return done("rules");
      });
    }
    case "headers": {
      const headers = readHeadersForm(await readForm(c, FORM_BYTES_MAX));
      return tryForm(deps, c, "other", { headers: { ...headers, headers: "" } }, async () => {
        await changeSource(deps, key, changeOfHeaders(headers));
        return done("headers");
      });
    }
    default:
      throw new AppError("not_found", "There is nothing at this address.");
  }
}

/** Shows the page again with what was typed when a person can mend it. */
async function tryForm(
  deps: SourcePagesDeps,
  c: Context<PageEnv>,
  form: "secret" | "other",
  typed: Parameters<typeof sourcePage>[2],
  carryOut: () => Promise<Response>,
): Promise<Response> {
  try {
    return await carryOut();
  } catch (error) {
    return sourcePage(deps, c, { ...typed, fault: mendable(error, form) });
  }
}

/** Throws what no form can mend. */
function mendable(error: unknown, form: "add" | "secret" | "other"): SourceFault {
  const fault = error instanceof AppError ? faultOfSource(error, form) : null;
  if (fault === null) throw error;
  return fault;
}

function secretKind(word: string): SecretKind | null {
  return SECRET_KINDS.find((kind) => kind === word) ?? null;
}

function statusFor(fault: SourceFault | null) {
  return fault === null ? 200 : statusOf("invalid_input");
}

function originOf({ publicUrl }: SourcePagesDeps, c: Context): string {
  return publicUrl ?? new URL(c.req.url).origin;
}
