import { MaxPartSizeExceededError, unstable_createMemoryUploadHandler, unstable_parseMultipartFormData } from "@remix-run/node";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";

/** What a form may weigh beside its file, in bytes. */
const restMax = 16 * 1024;

export interface Upload {
  name: string;
  bytes: Uint8Array;
  fields: FormData;
}

/**
 * The one file of a form, kept in memory and never laid down anywhere. `tooLarge`: more than `max` bytes, or a length
 * that is not said; `noFile`: the form brings none, or is no form. `beside`: what its other fields may weigh, in bytes.
 */
export async function readUpload(request: Request, max: number, beside = restMax): Promise<Outcome<Upload, "tooLarge" | "noFile">> {
  const length = Number(request.headers.get("Content-Length") ?? Number.NaN);
  if (!(length <= max + Math.max(beside, restMax))) return failed("tooLarge");
  try {
    const handler = unstable_createMemoryUploadHandler({ maxPartSize: max });
    const fields = await unstable_parseMultipartFormData(request, handler);
    const file = fields.get("file");
    if (!(file instanceof File) || file.size === 0) return failed("noFile");
    return done({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), fields });
  } catch (fault) {
    if (fault instanceof MaxPartSizeExceededError) return failed("tooLarge");
    if (fault instanceof TypeError) return failed("noFile"); // not a form with parts
    throw fault;
  }
}
