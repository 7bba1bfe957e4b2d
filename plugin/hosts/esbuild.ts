import type { PartialMessage, PluginBuild } from "esbuild";
import { type Notice, useText } from "../../core/report/notice.ts";
import { openBuild, shownPath } from "../build.ts";
import { type LocstepOptions, settingsOf } from "../options.ts";

const WARNINGS: readonly string[] = ["verbose", "debug", "info", "warning"];
const ERRORS: readonly string[] = [...WARNINGS, "error"];

/** esbuild prints place and code itself, when it is given them. */
export function setUp(host: PluginBuild, options: LocstepOptions): void {
  const { absWorkingDir, logLevel = "warning", color } = host.initialOptions;
  const build = openBuild(settingsOf(options, absWorkingDir ?? process.cwd()), true);
  host.onStart(() => build.start());
  host.onEnd(async () => {
    const { notices, summary, isFailed, root } = await build.end();
    const messages = notices.map((notice) => messageOf(notice, root));
    if (summary !== undefined) messages.push({ text: summary });
    const kind = isFailed ? "error" : "warning";
    // What comes at the end of a build is in its result, but not printed.
    if (messages.length > 0 && (kind === "error" ? ERRORS : WARNINGS).includes(logLevel)) {
      const style = { kind, color: color ?? process.stderr.isTTY === true } as const;
      const texts = await host.esbuild.formatMessages(messages, style);
      process.stderr.write(texts.join(""));
    }
    return isFailed ? { errors: messages } : { warnings: messages };
  });
}

function messageOf(
  { path, line, column, lineText = "", text, hint, use }: Notice,
  root: string,
): PartialMessage {
  const uses = use === undefined ? [] : [{ text: useText(use, (of) => shownPath(of, root)) }];
  // Zero-based, in bytes of UTF-8.
  const before = Buffer.byteLength(lineText.slice(0, column - 1));
  return {
    text,
    location: { file: shownPath(path, root), line, column: before, lineText },
    notes: [...uses, { text: `→ ${hint}` }],
  };
}
