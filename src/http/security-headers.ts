import type { MiddlewareHandler } from "hono";
import { NONCE, secureHeaders } from "hono/secure-headers";

/** The one page whose library sets inline styles and draws its arrows from `data:`. */
const DOCS_PATH = "/docs";

/**
 * Headers of every answer: pages load only our own files, scripts run only with the answer's nonce, nobody frames us, and
 * nothing that may hold a call is cached. `https` says that people reach us by TLS only.
 */
export function securityHeaders({ https }: { https: boolean }): MiddlewareHandler {
  const strict = secureHeaders({ ...sharedHeaders(https), contentSecurityPolicy: POLICY });
  const docs = secureHeaders({
    ...sharedHeaders(https),
    contentSecurityPolicy: { ...POLICY, styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", "data:"] },
  });
  return async (c, next) => {
    await (c.req.path === DOCS_PATH ? docs : strict)(c, next);
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };
}

/** As `look/README.md` fixes it, and nothing may frame a page or move its base. */
const POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'"],
  mediaSrc: ["'self'"],
  formAction: ["'self'"],
  connectSrc: ["'self'"],
  scriptSrc: [NONCE],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * `same-origin` and not `no-referrer`, because the latter makes browsers send `Origin: null` with our own forms (Fetch
 * standard, "append a request Origin header"), which we refuse.
 */
function sharedHeaders(https: boolean) {
  return {
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    crossOriginOpenerPolicy: "same-origin",
    crossOriginResourcePolicy: "same-origin",
    strictTransportSecurity: https,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  };
}
