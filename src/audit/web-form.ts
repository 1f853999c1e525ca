import type { Context } from "hono";
import { readForm } from "../http/bodies/form-body.ts";
import { receiveOptionalUpload, type UploadedFile } from "../http/bodies/upload.ts";

/** The form as it was sent, by a browser as multipart or by anybody as a URL-encoded form. */
export interface SentWebForm {
  text: string;
  url: string;
  mode: string | null;
  /** The id that our page gave the form; null when it has none. */
  formId: string | null;
  /** The file, among the incoming ones; null when none was chosen. */
  file: UploadedFile | null;
}

/** A character of the text takes at most so many bytes in a form (three of UTF-8, each as %XX). */
const BYTES_PER_CHARACTER_MAX = 9;

/** Reads the form; the file goes straight to the disk. Throws what reading bodies and receiving uploads throws. */
export async function readWebForm(
  c: Context,
  limits: { dialogueCharactersMax: number; fileBytesMax: number; dir: string },
): Promise<SentWebForm> {
  const fieldsBytesMax = limits.dialogueCharactersMax * BYTES_PER_CHARACTER_MAX;
  if (!isUpload(c)) {
    const form = await readForm(c, fieldsBytesMax);
    return sent((name) => form.get(name), null);
  }
  const { dir, fileBytesMax } = limits;
  const { fields, file } = await receiveOptionalUpload(c, { dir, fileBytesMax, fieldsBytesMax });
  return sent((name) => fields.get(name) ?? null, file);
}

/** Whether the form comes as a browser sends one that may hold a file. */
export function isUpload(c: Context): boolean {
  return /^multipart\//i.test(c.req.header("content-type") ?? "");
}

/** Browsers send line ends of texts as CRLF. */
function sent(field: (name: string) => string | null, file: UploadedFile | null): SentWebForm {
  const text = (field("dialog_text") ?? "").replaceAll("\r\n", "\n");
  const url = (field("file_url") ?? "").trim();
  return { text, url, mode: field("content_mode"), formId: field("form_id"), file };
}
