import type { Fault } from "../contract/provider.ts";

/** What a model can do wrong besides what any service can. */
export type ModelFault =
  | Fault
  /** Writes JSON as models do that know no schema. */
  | { readonly kind: "thinks-aloud" }
  /** Reaches its limit of tokens when asked for more than one message. */
  | { readonly kind: "is-cut" }
  | { readonly kind: "declines"; readonly text: string }
  /** Loses what stands in braces. */
  | { readonly kind: "loses-braces" }
  /** Nothing is wrong any more. */
  | { readonly kind: "mends" }
  /** The next batch answers only this many of its requests before it expires. */
  | { readonly kind: "batch-expires"; readonly after: number }
  /** The next batch is refused as a whole. */
  | { readonly kind: "batch-is-refused" };

/** A model that "translates" by naming the locale, and remembers how much it was paid for. */
export interface Model {
  /** The reply to the last message of a conversation; "hang", "fail" or "decline" instead of one. */
  reply(
    input: string,
  ): { readonly text: string; readonly isCut: boolean } | "hang" | "fail" | "decline";
  charged(): number;
  disturb(fault: ModelFault): void;
  /** The fault of this kind that nothing has met yet, which now has been. */
  meet<K extends ModelFault["kind"]>(kind: K): Extract<ModelFault, { kind: K }> | undefined;
  isHanging(): boolean;
}

interface Input {
  readonly to: string;
  readonly messages: readonly { readonly id: number; readonly text: string }[];
}

export function openModel(): Model {
  const faults: ModelFault[] = [];
  let charged = 0;

  return {
    charged: () => charged,
    disturb(fault) {
      if (fault.kind === "mends") faults.length = 0;
      else faults.push(fault);
    },
    isHanging: () => faults.some(({ kind }) => kind === "hangs"),
    meet<K extends ModelFault["kind"]>(kind: K) {
      const at = faults.findIndex((fault) => fault.kind === kind);
      return at < 0 ? undefined : (faults.splice(at, 1)[0] as Extract<ModelFault, { kind: K }>);
    },
    reply(input) {
      const { to, messages } = JSON.parse(input) as Input;
      let translations: { id: number; text: unknown }[] = messages.map(({ id, text }) => ({
        id,
        text: `${to}: ${text}`,
      }));
      let isCut = false;
      let around = ["", ""];
      for (const fault of faults) {
        if (fault.kind === "hangs") return "hang";
        if (fault.kind === "locale-fails" && fault.locale === to) return "fail";
        const isThere = "text" in fault && messages.some(({ text }) => text === fault.text);
        if (fault.kind === "declines" && isThere) return "decline";
        if (fault.kind === "is-cut") isCut = messages.length > 1;
        if (fault.kind === "adds-others") {
          const others = [-1, 0.5, messages.length, 1e9].map((id) => ({ id, text: "no" }));
          translations.push(...others);
        }
        if (fault.kind === "leaves-out") {
          translations = translations.filter(({ text }) => text !== `${to}: ${fault.text}`);
        }
        if (fault.kind === "answers-no-text") {
          translations = translations.map(({ id, text }) =>
            text === `${to}: ${fault.text}` ? { id, text: id % 2 ? 7 : "" } : { id, text },
          );
        }
        if (fault.kind === "loses-braces") {
          translations = messages.map(({ id, text }) => ({
            id,
            text: `${to}: ${text.replaceAll(/\{+.*?\}+/gu, "…")}`,
          }));
        }
        if (fault.kind === "thinks-aloud") {
          around = ["<think>{ or [?</think>Sure!\n```json\n", "\n```\n"];
        }
      }
      charged += messages.length;
      const text = around.join(JSON.stringify({ translations }, null, 1));
      return { text: isCut ? text.slice(0, text.length / 2) : text, isCut };
    },
  };
}
