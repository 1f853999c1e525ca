/** The address that somebody listens at as one to go to from this machine: those of all interfaces lead to it. */
export function reachable(address: string): string {
  return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}
