import * as http from "node:http";
import { UsageError } from "../core/model/errors.ts";

/**
 * What stands in for undici in the action's bundle, which it would make half as large again: the
 * Node of a runner (24) speaks to proxies by itself, once it is told to.
 */

interface Proxies {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy: string;
}

type SetGlobalProxy = (environment: Readonly<Record<string, string | undefined>>) => unknown;

// oxlint-disable-next-line typescript/no-extraneous-class -- the shape of what it stands in for
export class EnvHttpProxyAgent {
  /** Throws UsageError on a Node that has to be told at its start. */
  constructor({ httpProxy, httpsProxy, noProxy }: Proxies) {
    const { setGlobalProxyFromEnv } = http as { setGlobalProxyFromEnv?: SetGlobalProxy };
    if (process.env["NODE_USE_ENV_PROXY"] === "1") return;
    if (setGlobalProxyFromEnv === undefined) {
      throw new UsageError(
        `the Node of this runner (${process.version}) cannot be told of a proxy while it runs`,
        'Set `NODE_USE_ENV_PROXY: "1"` under `env:` of the step, or update the runner.',
      );
    }
    setGlobalProxyFromEnv({ HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy });
  }
}

/** The platform's own, which would refuse a dispatcher that is none of its undici's. */
export function fetch(url: URL, init: RequestInit & { dispatcher?: unknown }): Promise<Response> {
  delete init.dispatcher;
  return globalThis.fetch(url, init);
}
