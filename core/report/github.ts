import type { Severity } from "../model/finding.ts";
import { type Group, SEVERITIES, groupFindings } from "./groups.ts";
import { visible } from "./quote.ts";
import type { Part } from "./retold.ts";
import { sentenceOf } from "./sentence.ts";
import { SENTENCES } from "./sentences.ts";
import { counted } from "./words.ts";

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** GitHub shows ten annotations of each level a step and drops the rest without a word. */
const MOST_OF_A_LEVEL = 10;

/** The findings as workflow commands, one a line; what has no room is counted. */
export function formatGithub(parts: readonly Part[]): string {
  const groups = groupFindings(parts);
  const lines: string[] = [];
  for (const severity of SEVERITIES) {
    const level = groups.filter((group) => group.severity === severity);
    lines.push(...level.slice(0, MOST_OF_A_LEVEL).map(commandOf));
    const more = level.length - MOST_OF_A_LEVEL;
    if (more > 0)
      lines.push(`… and ${counted(more, `more ${severity}`, `more of level ${severity}`)}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

function commandOf(group: Group): string {
  const { line, column, path } = group.place;
  const properties = [
    `file=${property(path)}`,
    `line=${line}`,
    `col=${column}`,
    `title=${property(SENTENCES[group.code].title)}`,
  ];
  return `::${COMMANDS[group.severity]} ${properties.join(",")}::${data(messageOf(group))}`;
}

function messageOf(group: Group): string {
  const { hint } = group.first;
  return `${sentenceOf(group)}${hint === undefined ? "" : ` → ${hint}`}`;
}

/** As `@actions/core` escapes; what is left of control characters is shown, not sent. */
function data(text: string): string {
  const escaped = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return visible(escaped);
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
