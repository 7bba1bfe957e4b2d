import { UsageError } from "../../model/errors.ts";
import type { Variables } from "./proxy.ts";

const VARIABLE = "LOCSTEP_ALLOWED_HOSTS";

/**
 * Whoever starts locstep may name the hosts that texts and keys are sent to: `LOCSTEP_ALLOWED_HOSTS`,
 * separated by commas, each as `api.example.com` (https) or `localhost:8080` (with its port, http or
 * https). What a repository's configuration says can then choose among them, and add none. Throws
 * UsageError for an address at another host.
 */
export function refuseOtherHosts(url: URL, whose: string, variables: Variables): void {
  if (isAllowedHost(url, variables)) return;
  throw new UsageError(
    `${whose} is at ${url.host}, and only ${hostsIn(variables).join(", ")} may be sent to`,
    `The list is ${VARIABLE}; for the action it is the input allowed-hosts.`,
  );
}

export function isAllowedHost(url: URL, variables: Variables): boolean {
  const allowed = hostsIn(variables);
  return allowed.length === 0 || allowed.includes(hostOf(url));
}

function hostsIn(variables: Variables): readonly string[] {
  return (variables[VARIABLE] ?? "")
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter(Boolean);
}

/** What goes unencrypted has to be named with its port. */
function hostOf({ protocol, host, hostname, port }: URL): string {
  return protocol === "https:" || port !== "" ? host : `${hostname}:80`;
}
