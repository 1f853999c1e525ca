/** The parts of the one stylesheet in `views/static/styles/`, in the order in which they are given as one file. */
export const STYLES = [
  "tokens",
  "frame",
  "forms",
  "report",
  "tables",
  "worklist",
  "conversation",
  "figures",
  "media",
] as const;
