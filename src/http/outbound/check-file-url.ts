import { invalidInput } from "../faults.ts";
import { checkUrl, type FetchPolicy } from "./check-url.ts";
import { FetchFault, GENERIC_DETAIL } from "./fetch-fault.ts";

/**
 * Refuses an address from whose text alone it is clear that nothing is fetched from there; the answer says as little as
 * after a failed download. Throws `invalid_input` that points to its field.
 */
export function checkFileUrl(text: string, policy: FetchPolicy, pointer = "/file_url"): void {
  try {
    checkUrl(text, policy);
  } catch (error) {
    throw error instanceof FetchFault ? invalidInput([{ pointer, detail: GENERIC_DETAIL }]) : error;
  }
}
