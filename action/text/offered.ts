import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Translation } from "../../core/report/report.ts";
import { type Suggestions, suggestionId } from "../../core/workflow/translate/suggestions.ts";

const MARKER = /<!-- locstep:offered:([\w+/=]+) -->/u;
/** Of a body, beside what it shows. */
const MOST = 4_500;
/** Of what is read again: anybody who may edit a body may put anything there. */
const MOST_BYTES = 200_000;

/** Hidden in a body: what was offered, for the next run not to ask and pay for it again. */
export function offeredMarker(translations: readonly Translation[]): string {
  let offered = translations
    .filter(({ outcome, score }) => outcome === "suggested" && score === undefined)
    .map((one) => [suggestionId(one), one.text]);
  while (offered.length > 0) {
    const packed = deflateRawSync(JSON.stringify(offered)).toString("base64");
    if (packed.length <= MOST) return `<!-- locstep:offered:${packed} -->`;
    offered = offered.slice(0, Math.floor(offered.length * 0.75));
  }
  return "";
}

/** What a body holds of it; nothing where somebody spoilt it. */
export function offeredIn(body: string): Suggestions {
  const [, packed = ""] = MARKER.exec(body) ?? [];
  const offered = new Map<string, string>();
  try {
    const limits = { maxOutputLength: MOST_BYTES };
    const text = inflateRawSync(Buffer.from(packed, "base64"), limits).toString();
    for (const [id, suggestion] of JSON.parse(text) as readonly (readonly unknown[])[]) {
      if (typeof id === "string" && typeof suggestion === "string") offered.set(id, suggestion);
    }
  } catch {
    return new Map();
  }
  return offered;
}
