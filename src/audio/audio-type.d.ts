declare module "audio-type" {
  /** Short name of the kind of sound file the first bytes belong to. */
  export default function audioType(bytes: Uint8Array): string | undefined;
}
