/** Where nobody, or somebody else, answers. */
export const SEE_ADDRESS =
  "See whether baseUrl is right and this machine may ask it: a proxy or a login may stand between.";

/** What a person can do about an answer, besides asking again; undefined where nobody can tell. */
export function remedyFor(
  status: number,
  hasKey: boolean,
  keyVariable = "its key's variable",
): string | undefined {
  const key = `the key in ${keyVariable}`;
  if (status === 401 && !hasKey) return `It wants a key: set ${keyVariable}.`;
  if (status === 401) return `See whether ${key} is whole, valid and of this service.`;
  if (status === 402) return "See the credit and the plan of the account there.";
  if (status === 403) return `See what ${key} may do there.`;
  if (status !== 404 && status !== 405 && status !== 410) return undefined;
  return "See whether what `provider:` names in locstep.yaml is there.";
}
