import { AppError } from "../../errors.ts";

/**
 * How a fetch failed. `refused`: the address is not allowed; `unresolved`: its name has no address; both say the same to
 * the user, who must not learn which names and addresses there are inside. `unreachable`: nobody answers there.
 */
export type FetchFaultKind =
  | "refused"
  | "unresolved"
  | "unreachable"
  | "certificate"
  | "status"
  | "encoded"
  | "empty"
  | "slow"
  | "broken";

/** A failed fetch with a private reason for the log; `url` without its query, which may hold secrets. */
export class FetchFault extends Error {
  override readonly name = "FetchFault";
  readonly kind: FetchFaultKind;
  /** Of the answer; null when it is not about a status. */
  readonly status: number | null;

  constructor(kind: FetchFaultKind, reason: string, options: { cause?: unknown; status?: number } = {}) {
    super(reason, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.status = options.status ?? null;
  }
}

/** What a user is told about an address that is refused or does not answer, whatever the reason. */
export const GENERIC_DETAIL = "The file could not be downloaded from this address.";

/**
 * The public error for a failed fetch: `upstream_failed`. Final: refused, unresolved, certificate, encoded, and statuses
 * that will stay. Retryable: unreachable, slow, broken, empty, and the statuses of `isPassing`.
 */
export function publicFault(fault: FetchFault): AppError {
  const [detail, retryable] = PUBLIC[fault.kind](fault);
  return new AppError("upstream_failed", detail, { cause: fault, retryable });
}

const PUBLIC: Record<FetchFaultKind, (fault: FetchFault) => [detail: string, retryable: boolean]> = {
  refused: () => [GENERIC_DETAIL, false],
  unresolved: () => [GENERIC_DETAIL, false],
  unreachable: () => [GENERIC_DETAIL, true],
  certificate: () => ["The address does not prove who it is: its certificate is not valid.", false],
  status: ({ status }) => [`The address answered with the status ${status} instead of a file.`, isPassing(status)],
  encoded: () => ["The address sent the file compressed, although it was asked not to.", false],
  empty: () => ["The address sent an empty file.", true],
  slow: () => ["The file did not arrive in time.", true],
  broken: () => ["The file broke off on its way.", true],
};

/**
 * Whether another try may find another status: overload and failures of a server, and 404 and 425, since telephone
 * systems tell of a recording before it can be fetched.
 */
function isPassing(status: number | null): boolean {
  return status !== null && (status >= 500 || [404, 408, 425, 429].includes(status));
}
