const LONGEST_QUOTE = 300;

/** What a service says is wrong, as the end of a sentence; empty when it says nothing. */
export function saidIn(body: string): string {
  if (isHtml(body)) return ": a page of HTML";
  const said = quote(messageIn(body) ?? body);
  return said === "" ? "" : `: ${said}`;
}

export function isHtml(body: string): boolean {
  return /^\s{0,100}</u.test(body);
}

/** `{ "error": { "message": … } }`, `{ "error": … }`, `{ "message": … }` or `{ "errorMessage": … }`. */
function messageIn(body: string): string | undefined {
  try {
    const { error, message, errorMessage } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const inner = (error as { message?: unknown } | undefined)?.message;
    return [inner, error, message, errorMessage].find((text) => typeof text === "string");
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
