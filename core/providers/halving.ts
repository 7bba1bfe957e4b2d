/**
 * Asks for messages, and again for those that an answer leaves out: by halves, then one by one.
 * A message that is left out when asked for alone stays out. Asks fewer than 2n times for n.
 *
 * @param ask answers a part of the messages, by their numbers; whatever it throws ends it all.
 */
export async function askByHalves(
  messages: readonly number[],
  ask: (part: readonly number[]) => Promise<ReadonlyMap<number, string>>,
): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  const parts = [messages];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const answer = await ask(part);
    for (const [message, text] of answer) texts.set(message, text);
    if (part.length === 1) continue;
    const rest = part.filter((message) => !answer.has(message));
    const half = Math.ceil(rest.length / 2);
    for (const again of [rest.slice(half), rest.slice(0, half)]) {
      if (again.length > 0) parts.push(again);
    }
  }
  return texts;
}
