/**
 * The translation with the source's outer white space and kind of line end: what services and
 * people lose without meaning to, and what no reader judges.
 */
export function repair(source: string, target: string): string {
  const inner = target.trim();
  if (inner === "") return target;
  const kept = source.trim();
  if (kept === "") return target;
  const start = source.indexOf(kept);
  const repaired = source.slice(0, start) + inner + source.slice(start + kept.length);
  return source.includes("\n") ? withLineEnds(repaired, source) : repaired;
}

function withLineEnds(text: string, source: string): string {
  const lineEnd = source.includes("\r\n") ? "\r\n" : "\n";
  return text.replaceAll(/\r\n|\n/gu, lineEnd);
}
