import { isMap, isScalar, isSeq } from "yaml";
import type { Report } from "./read-shape.ts";

const SECRET_WORDS = ["key", "token", "secret", "password", "credential", "credentials"];
/** How the keys of language-model services and of forges begin, whatever the option is called. */
const SECRET_VALUE = /^(sk|pk|rk|ghp|gho|ghs|github_pat|xox[abp])[-_]\w|^Bearer\s/u;

/** The environment variable that holds a provider's key: `acme-ai` → `ACME_AI_API_KEY`. */
function keyVariable(provider: string): string {
  return `${provider.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "_")}_API_KEY`;
}

/** Whether an option's name says that it holds a secret: `apiKey`, `access_token`; not `maxTokens`. */
function namesSecret(option: string): boolean {
  const words = option.split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]/u);
  return SECRET_WORDS.includes(words.at(-1)?.toLowerCase() ?? "");
}

/**
 * Reports secrets in a configuration: at the top, where a provider's key is easily put, and anywhere
 * below `provider`. The value itself is never repeated.
 */
export function reportSecrets(root: unknown, report: Report): void {
  if (!isMap(root)) return;
  const provider = root.get("provider", true);
  const name = isMap(provider) ? String(provider.get("name") ?? "") : "";
  const remedy =
    name === "" ? "an environment variable" : `the environment variable ${keyVariable(name)}`;
  function look(node: unknown, place: string, deep: boolean): void {
    if (isSeq(node)) for (const item of node.items) look(item, place, deep);
    if (isScalar(node) && holdsSecret(node.value)) {
      report(node.range?.[0] ?? 0, `"${place}" holds a secret; put it into ${remedy}`);
    }
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const inner = place === "" ? String(key.value) : `${place}.${String(key.value)}`;
      if (namesSecret(String(key.value)) && isScalar(value)) {
        report(key.range?.[0] ?? 0, `"${inner}" holds a secret; put it into ${remedy}`);
      } else if (deep) {
        look(value, inner, deep);
      }
    }
  }
  look(root, "", false);
  look(provider, "provider", true);
}

function holdsSecret(value: unknown): boolean {
  if (typeof value !== "string") return false;
  return SECRET_VALUE.test(value) || (URL.canParse(value) && new URL(value).password !== "");
}
