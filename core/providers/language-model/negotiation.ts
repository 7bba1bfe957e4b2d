import type { LanguageModelService } from "./service.ts";

type Body = Readonly<Record<string, unknown>>;

/** What an endpoint refused once is not sent to it again. */
export interface Negotiation {
  /** The body without what was refused. */
  lean(body: Body): Body;
  /** Whether a fault names a parameter, of what was sent, that can be left out; from now on it is. */
  learns(fault: string, sent?: Body): boolean;
}

export function openNegotiation({ dispensable }: LanguageModelService): Negotiation {
  const refused = new Set<string>();
  return {
    lean: (body) => Object.fromEntries(Object.entries(body).filter(([name]) => !refused.has(name))),
    learns(fault, sent = dispensable) {
      const named = Object.keys(dispensable).find(
        (name) => name in sent && dispensable[name]?.some((word) => fault.includes(word)),
      );
      if (named !== undefined) refused.add(named);
      return named !== undefined;
    },
  };
}
