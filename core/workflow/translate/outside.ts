export { UNKNOWN_AUTHORITY, isUnknownAuthority } from "../../providers/http/certificate.ts";

/** The network as services are reached: through the proxy that the environment names, if any. */
export { type Fetch, fetchThroughProxy } from "../../providers/http/proxy.ts";
