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
  const proxyFor = proxiesIn(variables);
  // Its own fetch: the platform's may be of another version than the agent, and refuse it.
  const undici = await import("undici");
  const agents = new Map<string, InstanceType<typeof undici.ProxyAgent>>();
  const throughProxy = undici.fetch as unknown as (url: URL, init: object) => Promise<Response>;
  return (url, init) => {
    const proxy = proxyFor(url);
    if (proxy === undefined) return fetch(url, init);
    const dispatcher = agents.get(proxy.href) ?? new undici.ProxyAgent(proxy.href);
    agents.set(proxy.href, dispatcher);
    return throughProxy(url, { ...init, dispatcher });
  };
}

/** Tells which proxy an address is asked through, with its password; undefined for none. */
export function proxiesIn(variables: Variables): (url: URL) => URL | undefined {
  const plain = proxyIn(variables, "HTTP_PROXY");
  const secure = proxyIn(variables, "HTTPS_PROXY") ?? plain;
  const noProxy = valueOf(variables, "NO_PROXY") ?? "";
  return (url) => {
    if (isDirect(url, noProxy)) return undefined;
    return url.protocol === "https:" ? secure : plain;
  };
}

export function namesProxy(variables: Variables): boolean {
  return ["HTTP_PROXY", "HTTPS_PROXY"].some((name) => valueOf(variables, name) !== undefined);
}

function proxyIn(variables: Variables, name: string): URL | undefined {
  const text = valueOf(variables, name);
  if (text === undefined) return undefined;
  const address = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && /^https?:$/u.test(url.protocol)) return url;
  throw new UsageError(
    `${name} is no http address`,
    `Set it to http://host:port, or unset it to use no proxy.`,
  );
}

function valueOf(variables: Variables, name: string): string | undefined {
  return variables[name.toLowerCase()] || variables[name] || undefined;
}
