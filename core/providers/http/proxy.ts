import { UsageError } from "../../model/errors.ts";
import { isDirect } from "./no-proxy.ts";

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
  if (!namesProxy(variables)) return fetch;
  const httpProxy = proxyIn(variables, "HTTP_PROXY");
  const httpsProxy = proxyIn(variables, "HTTPS_PROXY") ?? httpProxy;
  // Its own fetch: the platform's may be of another version than the agent, and refuse it.
  const undici = await import("undici");
  const noProxy = valueOf(variables, "NO_PROXY") ?? "";
  const agents = {
    "http:": httpProxy === undefined ? undefined : new undici.ProxyAgent(httpProxy),
    "https:": httpsProxy === undefined ? undefined : new undici.ProxyAgent(httpsProxy),
  };
  const throughProxy = undici.fetch as unknown as (url: URL, init: object) => Promise<Response>;
  return (url, init) => {
    const dispatcher = agents[url.protocol as keyof typeof agents];
    const isProxied = dispatcher !== undefined && !isDirect(url, noProxy);
    return isProxied ? throughProxy(url, { ...init, dispatcher }) : fetch(url, init);
  };
}

export function namesProxy(variables: Variables): boolean {
  return ["HTTP_PROXY", "HTTPS_PROXY"].some((name) => valueOf(variables, name) !== undefined);
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
