import { languageOf } from "./doubt.ts";
import type { Pair } from "./pair.ts";

type Locales = Pick<Pair, "sourceLocale" | "targetLocale">;

/** Names that nobody can own, by RFC 2606 and 6761: an address there stands for any other. */
const RESERVED = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/u;

/** Beyond it each would be compared with each for long. */
const MOST_ADDRESSES = 50;

/**
 * Whether each address that only a translation has may be another language's for one that it lacks:
 * a page of the same site, or any for a placeholder like `example.com`. Each takes one's place.
 */
export function areLocalized(
  lost: readonly string[],
  added: readonly string[],
  locales: Locales,
): boolean {
  if (added.length > MOST_ADDRESSES) return false;
  const open = lost.map(readAddress);
  return added.map(readAddress).every((address) => {
    if (address === undefined) return false;
    let at = open.findIndex((other) => other !== undefined && isSameSite(other, address, locales));
    if (at < 0)
      at = open.findIndex((other) => other !== undefined && RESERVED.test(other.hostname));
    if (at < 0) return false;
    open.splice(at, 1);
    return true;
  });
}

/** Undefined for what no page stands at, and for what hides its host behind a name and an `@`. */
function readAddress(address: string): URL | undefined {
  const whole = address.startsWith("www.") ? `https://${address}` : address;
  if (!URL.canParse(whole)) return undefined;
  const url = new URL(whole);
  const isPage = /^https?:$/u.test(url.protocol) && url.username === "" && url.password === "";
  return isPage ? url : undefined;
}

/** Whether two addresses differ in nothing but the path and the language that their host leads with. */
function isSameSite(from: URL, to: URL, { sourceLocale, targetLocale }: Locales): boolean {
  if (from.port !== to.port || (from.protocol !== to.protocol && to.protocol === "http:")) {
    return false;
  }
  if (from.hostname === to.hostname) return true;
  return siteOf(from.hostname, sourceLocale) === siteOf(to.hostname, targetLocale);
}

/** `wikipedia.org` of `de.wikipedia.org` in German; a host that leads with anything else whole. */
function siteOf(host: string, locale: string): string {
  const [first = "", ...rest] = host.split(".");
  const own = ["www", languageOf(locale), locale.toLowerCase()];
  return rest.length > 1 && own.includes(first) ? rest.join(".") : host;
}
