import { AppError } from "../../errors.ts";
import { type ByteSource, lettersAt, viewOf } from "./read-bytes.ts";
import { codecRefusal } from "./refused-files.ts";

const BOXES_MAX = 100_000;
/** The index of a day of sound and video is smaller; the whole of it is read into memory. */
const INDEX_BYTES_MAX = 32 * 1024 * 1024;

/**
 * Walks the outer boxes of an MP4 (ISO/IEC 14496-12 §4.2) and checks that its index is there and of a sane size.
 * @throws AppError `invalid_input` when it is missing or too large, `unsupported_media_type` for pictures in such boxes.
 */
export async function assertMp4Index(source: ByteSource): Promise<void> {
  let at = 0;
  for (let box = 0; box < BOXES_MAX && at + 8 <= source.size; box++) {
    const head = await source.read(at, 16);
    const name = lettersAt(head, 4, 4);
    if (name === "ftyp" && /^(?:heic|heix|mif1|avif|crx )$/.test(lettersAt(head, 8, 4)))
      throw codecRefusal("an image", "MP4");
    const short = viewOf(head).getUint32(0);
    const size = short === 1 && head.length === 16 ? Number(viewOf(head).getBigUint64(8)) : short;
    if (name === "moov") {
      if (size > INDEX_BYTES_MAX)
        throw new AppError("invalid_input", "The MP4 file is broken: its index is too large.");
      return;
    }
    if (size < 8) break;
    at += size;
  }
  throw new AppError("invalid_input", "The MP4 file is cut off or broken: the index of its content is missing.");
}
