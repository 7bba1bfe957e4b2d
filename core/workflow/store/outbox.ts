import { OutsideError } from "../../model/errors.ts";
import type { MessageId } from "../../model/message.ts";
import type { Store, StoreWrite } from "../../providers/store.ts";
import type { Submitted } from "../../report/report.ts";
import { workIn } from "../translate/work.ts";

/** What goes to a service that keeps translations. */
export interface Outbox {
  write(locale: string, write: StoreWrite): void;
  remove(messages: readonly MessageId[]): void;
  /** How much it is. */
  work(): Submitted;
  /** Sends it, and tells what came of it. What could not be sent is found again by the next run. */
  send(signal: AbortSignal): Promise<readonly string[]>;
}

export function openOutbox(store: Store): Outbox {
  const writes = new Map<string, StoreWrite[]>();
  const removals: MessageId[] = [];
  return {
    write(locale, write) {
      const known = writes.get(locale) ?? [];
      writes.set(locale, known);
      known.push(write);
    },
    remove(messages) {
      removals.push(...messages);
    },
    work: () =>
      workIn([...writes].map(([locale, messages]) => ({ targetLocales: [locale], messages }))),
    async send(signal) {
      let sent = 0;
      const reasons = new Map<string, number>();
      async function attempt(count: number, work: Promise<void>): Promise<void> {
        try {
          await work;
          sent += count;
        } catch (error) {
          if (!(error instanceof OutsideError) || signal.aborted) throw error;
          reasons.set(error.message, (reasons.get(error.message) ?? 0) + count);
        }
      }
      if (removals.length > 0) await attempt(removals.length, store.remove(removals, signal));
      for (const [locale, texts] of writes) {
        for (const part of byNamespace(texts)) {
          await attempt(part.length, store.write(locale, part, signal));
        }
      }
      const failures = [...reasons].map(
        ([reason, count]) => `${changes(count)} of git did not reach the service: ${reason}.`,
      );
      return sent === 0 ? failures : [`Sent ${changes(sent)} of git to the service.`, ...failures];
    },
  };
}

function byNamespace(texts: readonly StoreWrite[]): Iterable<readonly StoreWrite[]> {
  const parts = new Map<string, StoreWrite[]>();
  for (const text of texts) {
    const part = parts.get(text.namespace) ?? [];
    parts.set(text.namespace, part);
    part.push(text);
  }
  return parts.values();
}

function changes(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}
