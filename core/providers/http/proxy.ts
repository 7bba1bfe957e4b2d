import { UsageError } from "../../model/errors.ts";

/** As the platform's `fetch`. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** Environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A `fetch` that goes through the proxy which `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in
 * upper or lower case; the platform's own where they name none. What speaks to proxies is loaded
 * only then. Throws UsageError when a proxy's address is none; it is not repeated, for it may hold
 * a password.
 */
export async function fetchThroughProxy(variables: Variables): Promise<Fetch> {
  const httpProxy = proxyIn(variables, "HTTP_PROXY");
  const httpsProxy = proxyIn(variables, "HTTPS_PROXY") ?? httpProxy;
  if (httpProxy === undefined && httpsProxy === undefined) return fetch;
  // Its own fetch: the platform's may be of another version than the agent, and refuse it.
  const undici = await import("undici");
  const noProxy = valueOf(variables, "NO_PROXY") ?? "";
  const dispatcher = new undici.EnvHttpProxyAgent({
    noProxy,
    ...(httpProxy !== undefined && { httpProxy }),
    ...(httpsProxy !== undefined && { httpsProxy }),
  });
  const throughProxy = undici.fetch as unknown as (url: URL, init: object) => Promise<Response>;
  return (url, init) => throughProxy(url, { ...init, dispatcher });
}

function proxyIn(variables: Variables, name: string): string | undefined {
  const text = valueOf(variables, name);
  if (text === undefined) return undefined;
  const address = text.includes("://") ? text : `http://${text}`;
  if (URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol)) return address;
  throw new UsageError(
    `${name} is no http address`,
    `Set it to http://host:port, or unset it to use no proxy.`,
  );
}

function valueOf(variables: Variables, name: string): string | undefined {
  return variables[name.toLowerCase()] || variables[name] || undefined;
}
