import type { Outcome } from "../outputs.ts";
import { code } from "./markdown.ts";

/**
 * A list item a notice. It may name branches and paths, so it stands in code; its addresses, whose
 * parts are encoded, stand behind it for a click.
 */
export function noticeList(notices: Outcome["notices"]): string {
  return notices
    .map(({ level, text }) => {
      const mark = level === "warning" ? "⚠️ " : "";
      const links = text.match(/https?:\/\/[\w.:/%?=&#~-]+/gu) ?? [];
      return [`- ${mark}${code(text, 1_000)}`, ...links.map((link) => `  <${link}>`)].join("\n");
    })
    .join("\n");
}
