/** Whether an error is the file system's: the file may be good, and reading it again may work. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

/**
 * What engines and decoders in WebAssembly say when there is no memory to be had. Lengths that no memory could hold read
 * otherwise ("Invalid typed array length") and come from broken files.
 */
const NO_MEMORY = /allocation failed|could not allocate|out of memory|\bOOM\b|enlarge memory/i;

/** Whether memory ran out: the file may be good, and another time there may be more. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && NO_MEMORY.test(error.message);
}
