/** Whether an error is the file system's: the file may be good, and reading it again may work. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
