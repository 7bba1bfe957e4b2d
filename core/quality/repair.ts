/**
 * The translation with the source's outer white space and kind of line end: what services and
 * people lose without meaning to, and what no reader judges.
 */
export function repair(source: string, target: string): string {
  const inner = target.trim();
  const kept = source.trim();
  if (inner === "" || kept === "") return target;
  const start = source.indexOf(kept);
  const lineEnd = source.includes("\r\n") ? "\r\n" : "\n";
  const lines = source.includes("\n") ? inner.replaceAll(/\r\n|\n/gu, lineEnd) : inner;
  return source.slice(0, start) + lines + source.slice(start + kept.length);
}
