import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * Whether a request may see the panel: it comes from the panel's own page, was typed by a person,
 * or was made on this machine by a program that is no browser. Another site's page, whose requests
 * a browser sends with the person's address, may not; nor may a name that was made to point here.
 */
export function isAllowed({ headers, socket }: IncomingMessage, names: Allowed): boolean {
  if (!isOwnName(headers, names)) return false;
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (headers.origin !== undefined) return sameHost(headers.origin, authorityOf(headers));
  return isLoopback(socket.remoteAddress);
}

/**
 * Whether a person followed a link of another site, a chat or a forwarded port: this shows the
 * page's frame, which holds nothing that its own requests did not bring.
 */
export function isVisit({ headers, method }: IncomingMessage, names: Allowed): boolean {
  const isWindow =
    headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return method === "GET" && isWindow && isOwnName(headers, names);
}

/**
 * Names beside this machine's own that the dev server answers to, as Vite has them; true: all, also
 * where a certificate vouches for the name.
 */
export type Allowed = true | readonly string[];

/** Whether a request was made on this machine. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/u, "");
  return plain === "::1" || /^127\.\d+\.\d+\.\d+$/u.test(plain);
}

/** HTTP/2, which browsers speak to a server with a certificate, has another name for it. */
function authorityOf(headers: IncomingHttpHeaders): string | undefined {
  const authority = headers.host ?? headers[":authority"];
  return typeof authority === "string" ? authority : undefined;
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[(.*)\]$/u, "$1");
}

/** An address cannot be made to point elsewhere, a name can. */
function isOwnName(headers: IncomingHttpHeaders, names: Allowed): boolean {
  const host = hostName(authorityOf(headers));
  if (host === undefined) return false;
  if (names === true || isIP(host) !== 0) return true;
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  return names.some((name) => host === name || (name.startsWith(".") && `.${host}`.endsWith(name)));
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
