/** Asks a service once and remembers the answer; a fault is asked about again. */
export function askedOnce<T>(
  ask: (signal: AbortSignal) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let known: Promise<T> | undefined;
  return (signal) => {
    known ??= ask(signal).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
