import type { MiddlewareHandler } from "hono";
import { NONCE, secureHeaders } from "hono/secure-headers";

/** Headers of every answer: pages may load only our own files, and scripts only with the answer's nonce. */
export function securityHeaders(): MiddlewareHandler {
  return secureHeaders({ ...SHARED, contentSecurityPolicy: { ...POLICY, scriptSrc: [NONCE], styleSrc: ["'self'"] } });
}

/** The same for `/docs`, whose library sets inline styles and needs its own script. */
export function docsSecurityHeaders(): MiddlewareHandler {
  return secureHeaders({
    ...SHARED,
    contentSecurityPolicy: {
      ...POLICY,
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
    },
  });
}

const POLICY = {
  defaultSrc: ["'none'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'"],
  mediaSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

const SHARED = {
  referrerPolicy: "same-origin",
  xFrameOptions: "DENY",
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
};
