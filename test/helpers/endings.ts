const open = new Set<() => Promise<unknown>>();

/**
 * Has something end with its test file at the latest, even where the set-up that started it gave up waiting and so nobody
 * can end it; told before the start is waited for. Gives what to call once it has ended.
 */
export function endWithFile(end: () => Promise<unknown>): () => void {
  open.add(end);
  return () => void open.delete(end);
}

/** Ends what is left, the last begun first; what fails of that is no fault of any test. */
export async function endLeftovers(): Promise<void> {
  for (const end of [...open].reverse()) {
    open.delete(end);
    await end().catch(() => {});
  }
}
