import type { Resolution } from "./adapter.ts";
import type { KnownKeys, KnownMessage, KnownNamespace } from "./known-keys.ts";
import type { Pieces, Use } from "./use.ts";

/**
 * What a key means to libraries that know no namespaces: all files are one tree to them. Where the
 * files have namespaces, an application may have put each below its name.
 */
export function resolveFlat(use: Use, { namespaces }: KnownKeys): Resolution {
  const messages: KnownMessage[] = [];
  for (const pieces of use.keys) {
    for (const place of namespaces) {
      messages.push(...messagesIn(place, pieces));
      const inner = within(pieces, place.name);
      if (inner !== undefined) messages.push(...messagesIn(place, inner));
    }
    if (messages.length > 0) return { outcome: "found", messages };
  }
  return { outcome: "undefined", messages };
}

function messagesIn(place: KnownNamespace, pieces: Pieces): readonly KnownMessage[] {
  if (pieces.length > 1) return place.matching(pieces);
  const [name] = pieces;
  const exact = place.get(name);
  return exact === undefined ? place.below(name) : [exact];
}

/** The key below a namespace: `title` of `shop.cart.title` in `shop/cart`, `web/shop/cart`, …. */
function within([first, ...rest]: Pieces, namespace: string): Pieces | undefined {
  for (let name = namespace; name !== ""; name = name.slice(name.indexOf("/") + 1)) {
    const prefix = `${name.replaceAll("/", ".")}.`;
    if (first.startsWith(prefix)) return [first.slice(prefix.length), ...rest];
    if (!name.includes("/")) break;
  }
  return undefined;
}
