import { hash } from "node:crypto";
import { VERSIONS } from "./kept.ts";

/** Names all that decides a value. */
export function keyOf(...parts: readonly (string | Uint8Array)[]): string {
  return [VERSIONS, ...parts].map((part) => hash("sha256", part, "base64url")).join(" ");
}
