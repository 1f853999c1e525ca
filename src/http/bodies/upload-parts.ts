import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Busboy, FieldInfo, FileInfo } from "busboy";
import type { AppError } from "../../errors.ts";
import { newId } from "../../new-id.ts";
import { invalidInput, jsonPointer } from "../faults.ts";
import { wholeBodyFault } from "./body.ts";
import { fileNameText } from "./file-name.ts";
import { type HashedFile, writeHashedFile } from "./hashed-file.ts";
import type { UploadedFile } from "./upload.ts";

/** What is wanted of the parts. `onPiece` is told the size of the file so far and may throw to end it. */
export interface PartsWanted {
  dir: string;
  field: string;
  fieldsBytesMax: number;
  onPiece: (sizeBytes: number) => void;
}

/** Longest name of a field, in characters. */
const NAME_CHARACTERS_MAX = 100;

/** Takes the parts of a form as a parser finds them; a part that does not fit destroys the parser. */
export class UploadParts {
  readonly #parser: Busboy;
  readonly #wanted: PartsWanted;
  readonly #fields = new Map<string, string>();
  #fieldsBytes = 0;
  #fault: unknown = null;
  #file: { path: string; info: FileInfo; written: Promise<HashedFile> } | null = null;

  constructor(parser: Busboy, wanted: PartsWanted) {
    this.#parser = parser;
    this.#wanted = wanted;
    parser.on("field", (name, value, info) => this.#takeField(name, value, info));
    parser.on("file", (name, stream, info) => this.#takeFile(name, stream, info));
    parser.on("filesLimit", () => this.#refuse(fieldFault(wanted.field, "must be a single file")));
    for (const event of ["fieldsLimit", "partsLimit"] as const)
      parser.on(event, () => this.#refuse(wholeBodyFault("too_large", "The form has too many fields.")));
  }

  /** Why the parser was destroyed from here; null when it was not. */
  get fault(): unknown {
    return this.#fault;
  }

  /** What came, once the parser has closed; `file` null when none was chosen. Throws `invalid_input` for an empty file. */
  async finish(): Promise<{ fields: Map<string, string>; file: UploadedFile | null }> {
    if (this.#file === null) return { fields: this.#fields, file: null };
    const { path, info, written } = this.#file;
    const { sizeBytes, sha256 } = await written;
    const name = fileNameText(info.filename ?? "");
    if (sizeBytes > 0)
      return { fields: this.#fields, file: { path, name, mimeType: info.mimeType, sizeBytes, sha256 } };
    // Browsers send a file input that was left empty as a part without a name and without bytes.
    if (info.filename) throw fieldFault(this.#wanted.field, "is empty");
    await this.discard();
    return { fields: this.#fields, file: null };
  }

  /** Leaves no file behind. */
  async discard(): Promise<void> {
    if (this.#file === null) return;
    await this.#file.written.catch(() => {});
    await rm(this.#file.path, { force: true });
  }

  #takeField(name: string | undefined, value: string | undefined, info: FieldInfo): void {
    // The rest of the piece at hand is still parsed after a refusal.
    if (this.#parser.destroyed) return;
    this.#fieldsBytes += Buffer.byteLength(value ?? "");
    const fault = this.#faultOfPart(name, info.encoding) ?? this.#faultOfField(name ?? "", value, info);
    if (fault) this.#refuse(fault);
    else this.#fields.set(name ?? "", value ?? "");
  }

  #takeFile(name: string | undefined, stream: Readable, info: FileInfo): void {
    stream.on("error", () => {});
    if (this.#parser.destroyed) return;
    const fault = this.#faultOfPart(name, info.encoding) ?? this.#faultOfFile(name ?? "");
    if (fault) {
      this.#refuse(fault);
      return;
    }
    const path = join(this.#wanted.dir, `${newId()}.part`);
    const written = writeHashedFile(path, stream, { onPiece: this.#wanted.onPiece });
    written.catch((error) => this.#refuse(error));
    this.#file = { path, info, written };
  }

  #faultOfPart(name: string | undefined, encoding: string): AppError | null {
    if (name === undefined) return wholeBodyFault("malformed", "A part of the form has no name.");
    if (name.length > NAME_CHARACTERS_MAX)
      return wholeBodyFault("malformed", "A part of the form has too long a name.");
    if (!/^(?:7bit|8bit|binary)$/.test(encoding))
      return fieldFault(name, "must be sent as it is, without a transfer encoding");
    return null;
  }

  #faultOfField(name: string, value: string | undefined, { valueTruncated }: FieldInfo): AppError | null {
    if (name === this.#wanted.field) return fieldFault(name, "must be a file");
    if (this.#fields.has(name)) return fieldFault(name, "must be sent once");
    if (valueTruncated || this.#fieldsBytes > this.#wanted.fieldsBytesMax)
      return wholeBodyFault(
        "too_large",
        `The fields besides the file are longer than ${this.#wanted.fieldsBytesMax} bytes.`,
      );
    if (value === undefined || value.includes("\ufffd")) return fieldFault(name, "must be text in UTF-8");
    return null;
  }

  #faultOfFile(name: string): AppError | null {
    if (name === this.#wanted.field) return null;
    return fieldFault(this.#wanted.field, "must hold the file; it came in another field");
  }

  #refuse(error: Error): void {
    if (this.#parser.destroyed) return;
    this.#fault = error;
    this.#parser.destroy(error);
  }
}

function fieldFault(name: string, detail: string): AppError {
  return invalidInput([{ pointer: jsonPointer([name]), detail }]);
}
