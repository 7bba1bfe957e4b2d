import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Whether a request may see the panel: it comes from the panel's own page, was typed by a person,
 * or was made on this machine by a program that is no browser. Another site's page, whose requests
 * a browser sends with the person's address, may not; nor may a name that was made to point here.
 */
export function isAllowed({ headers, socket }: IncomingMessage, names: Allowed): boolean {
  const host = hostName(headers.host);
  if (host === undefined || !isOwnName(host, names)) return false;
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (headers.origin !== undefined) return sameHost(headers.origin, headers.host);
  return isLoopback(socket.remoteAddress);
}

/** Names beside this machine's own that the dev server answers to, as Vite has them. */
export type Allowed = true | readonly string[];

/** Whether a request was made on this machine. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/u, "");
  return plain === "::1" || /^127\.\d+\.\d+\.\d+$/u.test(plain);
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[(.*)\]$/u, "$1");
}

/** An address cannot be made to point elsewhere, a name can. */
function isOwnName(host: string, names: Allowed): boolean {
  if (names === true || isIP(host) !== 0) return true;
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  return names.some((name) => host === name || (name.startsWith(".") && `.${host}`.endsWith(name)));
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
