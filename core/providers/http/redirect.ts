const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Where a request goes next: undefined when the response is the answer, a text when it says why not.
 * Only what reads is sent to another host, and never from https to http; what writes follows within
 * the origin alone, and only where the status keeps the method. So the texts of a project go to no
 * host that nobody named.
 */
export function nextAddress(
  method: string,
  from: URL,
  response: Response,
): URL | string | undefined {
  const location = response.headers.get("location");
  if (!REDIRECTS.includes(response.status) || location === null) return undefined;
  if (!URL.canParse(location, from.href)) return "redirects to what is no address";
  const to = new URL(location, from);
  if (to.protocol !== "https:" && to.protocol !== from.protocol) {
    return `redirects from ${from.protocol} to ${to.protocol}`;
  }
  const keepsMethod = response.status === 307 || response.status === 308;
  if (method === "GET" || (to.origin === from.origin && keepsMethod)) return to;
  return `redirects a ${method} to ${to.origin}`;
}
