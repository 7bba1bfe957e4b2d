import type { Outcome } from "../outputs.ts";
import { code } from "./markdown.ts";

/** Whose help pages our notices name. */
const HELP = "https://docs.github.com";

/**
 * A list item a notice. It may name branches and paths, so it stands in code. Addresses at GitHub,
 * whose parts are encoded, stand behind it for a click; `serverUrl` is without a slash at its end.
 */
export function noticeList(notices: Outcome["notices"], serverUrl: string): string {
  return notices
    .map(({ level, text }) => {
      const mark = level === "warning" ? "⚠️ " : "";
      const found = text.match(/https?:\/\/[\w.:/%?=&#~-]+/gu) ?? [];
      const links = found.filter((link) =>
        [serverUrl, HELP].some((home) => link.startsWith(`${home}/`)),
      );
      return [`- ${mark}${code(text, 1_000)}`, ...links.map((link) => `  <${link}>`)].join("\n");
    })
    .join("\n");
}
