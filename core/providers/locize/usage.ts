import type { MessageId } from "../../model/message.ts";
import type { Store } from "../store.ts";
import { byNamespace } from "./names.ts";
import type { LocizeProject } from "./project.ts";

const MOST_KEYS = 1_000;

/** Reports from development: both go to the reference language, as Locize asks. */
export function openUsage(
  project: LocizeProject,
): Required<Pick<Store, "reportMissing" | "reportUsed">> {
  const { client, version, called } = project;

  async function send<T extends MessageId>(
    messages: readonly T[],
    signal: AbortSignal,
    post: (at: Place, page: readonly (readonly [name: string, message: T])[]) => Promise<unknown>,
  ): Promise<void> {
    const { reference: language } = await project.languages(signal);
    for (const [namespace, named] of byNamespace(messages)) {
      for (let from = 0; from < named.length; from += MOST_KEYS) {
        const page = named.slice(from, from + MOST_KEYS);
        await post(
          { version, language, namespace: called(namespace) },
          page.map(({ name, message }) => [name, message] as const),
        );
      }
    }
  }

  return {
    reportMissing: (messages, signal) =>
      send(messages, signal, (at, page) => {
        const body = Object.fromEntries(
          page.map(([name, { text, description }]) => [
            name,
            description === undefined ? text : { value: text, context: { text: description } },
          ]),
        );
        return client.call("missing", { ...at, body }, signal);
      }),
    reportUsed: (messages, signal) =>
      send(messages, signal, (at, page) =>
        client.call("used", { ...at, body: page.map(([name]) => name) }, signal),
      ),
  };
}

interface Place {
  readonly version: string;
  readonly language: string;
  readonly namespace: string;
}
