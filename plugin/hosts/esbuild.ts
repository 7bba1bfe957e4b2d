import type { Message, PluginBuild } from "esbuild";
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
  host.onEnd(async (result) => {
    const { notices, summary, isFailed, root } = await build.end();
    const messages = notices.map((notice) => messageOf(notice, root));
    if (summary !== undefined) messages.push(plain(summary));
    const kind = isFailed ? "error" : "warning";
    // What comes at the end of a build is in its result, and printed only by one that goes on.
    if (messages.length > 0 && (kind === "error" ? ERRORS : WARNINGS).includes(logLevel)) {
      const style = { kind, color: color ?? process.stderr.isTTY === true } as const;
      const unnamed = messages.map((message) => ({ ...message, pluginName: "" }));
      const texts = await host.esbuild.formatMessages(unnamed, style);
      process.stderr.write(texts.join(""));
    }
    if (isFailed) return { errors: messages };
    // Put there by ourselves, so that none prints them again.
    result.warnings.push(...messages);
    return undefined;
  });
}

function messageOf(
  { path, line, column, lineText = "", text, hint, use }: Notice,
  root: string,
): Message {
  const uses = use === undefined ? [] : [useText(use, (of) => shownPath(of, root))];
  // Zero-based, in bytes of UTF-8.
  const before = Buffer.byteLength(lineText.slice(0, column - 1));
  const place = { namespace: "file", length: 0, suggestion: "" };
  return {
    ...plain(text),
    location: { ...place, file: shownPath(path, root), line, column: before, lineText },
    notes: [...uses, `→ ${hint}`].map((note) => ({ text: note, location: null })),
  };
}

function plain(text: string): Message {
  return { id: "", pluginName: "locstep", text, location: null, notes: [], detail: undefined };
}
