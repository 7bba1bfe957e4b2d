const lines = new Map<string, (() => void)[]>();

/**
 * Starts what only one of several servers of a process is to do, the next one's when it leaves:
 * Nuxt runs a server for each side, and both would tell the same. Answers how to leave.
 */
export function takeTurn(id: string, start: () => void): () => void {
  const line = lines.get(id) ?? [];
  lines.set(id, line);
  line.push(start);
  if (line.length === 1) start();
  return () => {
    const at = line.indexOf(start);
    if (at !== -1) line.splice(at, 1);
    if (at === 0) line[0]?.();
  };
}
