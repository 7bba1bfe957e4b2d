import { createHash } from "node:crypto";
import { FINDING_CODES, type Finding, type Place, type Severity } from "../model/finding.ts";
import { fingerprint } from "./baseline.ts";
import { remedyOf } from "./describe.ts";
import { SEVERITIES } from "./groups.ts";
import { visibleJson } from "./quote.ts";
import { SENTENCES } from "./sentences.ts";

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** GitHub refuses a run of more results, and shows the gravest 5,000. */
const MOST_RESULTS = 25_000;

const LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** The findings as a SARIF 2.1.0 log, the gravest first. `version` is locstep's own. */
export function formatSarif(findings: readonly Finding[], version: string): string {
  const results = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  const run = {
    tool: { driver: { name: "locstep", semanticVersion: version, rules: rules() } },
    columnKind: "utf16CodeUnits",
    results: results.slice(0, MOST_RESULTS).map(resultOf),
  };
  const log = { $schema: SCHEMA, version: "2.1.0", runs: [run] };
  return `${visibleJson(JSON.stringify(log, undefined, 2))}\n`;
}

function rules(): readonly unknown[] {
  return FINDING_CODES.map((code) => ({
    id: code,
    shortDescription: { text: SENTENCES[code].title },
    help: { text: sentenceCase(remedyOf(code)) },
    defaultConfiguration: { level: LEVELS[SENTENCES[code].severity] },
  }));
}

function resultOf(finding: Finding): unknown {
  const hint = finding.hint === undefined ? "" : `. ${sentenceCase(finding.hint)}`;
  return {
    ruleId: finding.code,
    ruleIndex: FINDING_CODES.indexOf(finding.code),
    level: LEVELS[finding.severity],
    message: { text: withoutLinks(`${finding.message}${hint}.`) },
    locations: [locationOf(finding)],
    ...(finding.origin !== undefined && {
      relatedLocations: [
        { ...locationOf(finding.origin), message: { text: "The source message" } },
      ],
    }),
    partialFingerprints: { "locstep/v1": sha256(fingerprint(finding)) },
  };
}

function locationOf({ path, line, column }: Place): { readonly physicalLocation: unknown } {
  const region = { startLine: line, startColumn: column };
  const uri = path.split("/").map(encodeSegment).join("/");
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region } };
}

/** A path that git gives back may hold half a surrogate pair, which no URI can. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}

/** Viewers make `[text](target)` of a message a link (SARIF 3.11.6); texts of a catalog must not. */
function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
