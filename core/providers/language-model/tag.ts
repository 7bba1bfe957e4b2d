import { createHash } from "node:crypto";

export const TAG_LENGTH = 16;

/** 96 bits, in the letters that the id of a request may have. */
export function tagOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, TAG_LENGTH);
}
