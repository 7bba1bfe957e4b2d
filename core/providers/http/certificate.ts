const UNKNOWN: readonly unknown[] = [
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

/** What helps, in a whole sentence. */
export const UNKNOWN_AUTHORITY =
  "Node knows no authority that signed its certificate: set the environment variable NODE_EXTRA_CA_CERTS to the file of your own authority's.";

/** Whether an error says, or comes of one that says, that a certificate's authority is unknown. */
export function isUnknownAuthority(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return UNKNOWN.includes(code) || isUnknownAuthority(cause);
}
