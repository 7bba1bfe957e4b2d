import { UsageError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import { visibleJson } from "./quote.ts";

const VERSION = 1;

/**
 * What makes a finding the same one tomorrow: code, path, locale, namespace, key. No line, so that
 * an edit above it does not bring it back; of several locales none, so that translating one of them
 * makes no new finding. Injective.
 */
export function fingerprint(finding: Finding): string {
  const { code, path, locale, namespace, key } = finding;
  return JSON.stringify([code, path, locale ?? null, namespace ?? null, key ?? null]);
}

/**
 * Content of `.locstep/baseline.json`: the findings to be silent about, one a line and sorted, so
 * that its diff tells which were added and two branches merge.
 */
export function createBaseline(findings: readonly Finding[]): string {
  const lines = [...new Set(findings.map(fingerprint))].sort();
  const list = lines.map((line) => `\n    ${visibleJson(line)}`).join(",");
  return `{\n  "version": ${VERSION},\n  "findings": [${list}${lines.length > 0 ? "\n  " : ""}]\n}\n`;
}

/**
 * The findings that the baseline does not hold.
 *
 * @throws UsageError where `baseline`, which stands at `path`, is none of this version.
 */
export function withoutBaseline(
  findings: readonly Finding[],
  baseline: string,
  path: string,
): readonly Finding[] {
  const known = new Set(readBaseline(baseline, path).map((entry) => JSON.stringify(entry)));
  return findings.filter((finding) => !known.has(fingerprint(finding)));
}

function readBaseline(text: string, path: string): readonly unknown[] {
  const unreadable = (what: string): UsageError =>
    new UsageError(`${path} ${what}`, "Restore it from git, or delete it.");
  const content = parse(text);
  if (content === undefined) throw unreadable("is not JSON");
  if (typeof content === "object" && content !== null && "version" in content) {
    if (content.version !== VERSION) {
      throw unreadable(`is of version ${JSON.stringify(content.version)}, not ${VERSION}`);
    }
    if ("findings" in content && Array.isArray(content.findings)) return content.findings;
  }
  throw unreadable("has no list `findings`");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
