/** The text without the secrets, in each way that an address or a header may spell them. */
export function redact(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (secret === "") continue;
    const spellings = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
    for (const spelling of spellings) result = result.replaceAll(spelling, "***");
  }
  return result;
}
