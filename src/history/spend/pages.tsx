import { Hono } from "hono";
import { SpendPage } from "../../../views/spend-page.tsx";
import { type PageEnv, pageProps } from "../../http/page-props.ts";
import { showSpend } from "./show-spend.ts";
import { type SpendDeps, tryProviders } from "./try-providers.ts";

const PATH = "/spend";

/** `/spend`: what is paid for, what the budget leaves, and what stops paid requests. */
export function spendPages(deps: SpendDeps): Hono<PageEnv> {
  const pages = new Hono<PageEnv>();

  pages.get(PATH, async (c) => {
    const { today, closed } = await deps.state();
    const report = await showSpend(deps, deps.now());
    const tried = c.req.query("tried") !== undefined;
    return c.html(
      <SpendPage
        {...pageProps(c)}
        today={today}
        closed={closed}
        report={report}
        tried={tried}
        timeZone={deps.timeZone}
      />,
    );
  });

  pages.post(`${PATH}/try-now`, async (c) => {
    await tryProviders(deps);
    return c.redirect(`${PATH}?tried`, 303);
  });

  return pages;
}
