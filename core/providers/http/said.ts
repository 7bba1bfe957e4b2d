const LONGEST_QUOTE = 300;

/** What a service says is wrong, as the end of a sentence; empty when it says nothing. */
export function saidIn(body: string): string {
  if (/^\s{0,100}</u.test(body)) return ": a page of HTML";
  const said = quote(errorMessage(body) ?? body);
  return said === "" ? "" : `: ${said}`;
}

/** `{ "error": { "message": … } }`, `{ "error": … }` or `{ "message": … }`. */
function errorMessage(body: string): string | undefined {
  try {
    const { error, message } = JSON.parse(body) as { error?: unknown; message?: unknown };
    const inner = (error as { message?: unknown } | undefined)?.message;
    return [inner, error, message].find((text) => typeof text === "string");
  } catch {
    return undefined;
  }
}

/**
 * Fit for a terminal or a log: one line, not long, and without the control characters that would
 * recolour a terminal or speak to a CI system.
 */
export function quote(text: string): string {
  const line = text
    .slice(0, 4 * LONGEST_QUOTE)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
