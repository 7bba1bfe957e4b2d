import pico from "picocolors";
import type { ViteDevServer } from "vite";
import { failureText, textOf } from "../build.ts";
import { type Checker, startChecker } from "../check/checker.ts";
import type { Checked } from "../check/messages.ts";
import type { Settings } from "../options.ts";
import { startChanges } from "./changes.ts";
import { showOverlay } from "./overlay.ts";
import { openPanel } from "./panel.ts";
import { reload } from "./reload.ts";
import { takeTurn } from "./turns.ts";
import { onClose, watchMore } from "./watcher.ts";

/** Milliseconds that a server without a listener of its own is given to start. */
const MIDDLEWARE_START = 500;

/**
 * Checks beside a dev server: once after it listens, which it never waits for, then whenever a
 * file changes. The server's one watcher tells, not `hotUpdate`, which fires for each environment.
 */
export function serve(server: ViteDevServer, settings: Settings, isColored: boolean): void {
  const { logger } = server.config;
  let checker: Checker | undefined;
  let isFirst = true;
  let isClosed = false;
  let failure: string | undefined;
  const changes = startChanges((paths) => check(paths));
  const watch = watchMore(server.watcher, settings);
  let root: string | undefined;
  const source = {
    data(locale: string | undefined) {
      if (failure !== undefined) return failed(failure);
      return checker?.ask({ ask: "panel", ...(locale !== undefined && { locale }) });
    },
    root: () => root,
  };
  const panel = settings.panel ? openPanel(server, source) : undefined;
  if (settings.panel) printAddress(server, isColored);
  const overlay = settings.overlay ? showOverlay(server) : undefined;

  let leave: (() => void) | undefined;

  function start(): void {
    // A framework that only asks a server something closes it at once.
    if (!isClosed) leave = takeTurn(JSON.stringify(settings), begin);
  }

  function begin(): void {
    checker ??= startChecker(settings, true);
    changes.add([]);
  }

  async function check(paths: readonly string[]): Promise<void> {
    if (checker === undefined) return;
    try {
      const checked = await checker.ask({ ask: "update", paths });
      failure = undefined;
      if (checked.isSame) return;
      root = checked.root;
      watch(checked.watched);
      tell(checked);
      if (checked.remark !== undefined) logger.warn(`[locstep] ${checked.remark}`);
      reload(server, checked.localeFiles);
      overlay?.(checked);
    } catch (error) {
      tellFailure(failureText(error));
    }
    panel?.changed();
  }

  function tell({ told, summary, fresh, freshLeft, fixed, errors, warnings, root }: Checked): void {
    const notices = isFirst ? told : fresh;
    for (const notice of notices) logger.warn(`[locstep] ${textOf(notice, root, isColored)}\n`);
    if (isFirst && summary !== undefined) logger.warn(`[locstep] ${summary}`);
    if (!isFirst && freshLeft > 0) logger.warn(`[locstep] … and ${freshLeft} more`);
    const left = errors + warnings;
    if (!isFirst && fixed > 0) {
      logger.info(
        `[locstep] ${fixed} fixed, ${left === 0 ? "everything is in step" : `${left} left`}`,
      );
    }
    isFirst = false;
  }

  /** Once for the same reason: whatever is saved meanwhile, it would be told again. */
  function tellFailure(text: string): void {
    if (checker !== undefined && text !== failure) logger.warn(`[locstep] ${text}`);
    failure = text;
  }

  const { httpServer } = server;
  if (httpServer === null) setTimeout(start, MIDDLEWARE_START).unref();
  else httpServer.once("listening", () => setImmediate(start));

  server.watcher.on("all", (event, path) => {
    const isOwn = path === settings.types?.path;
    if (checker !== undefined && !event.endsWith("Dir") && !isOwn) changes.add([path]);
  });
  onClose(server, async () => {
    isClosed = true;
    changes.stop();
    panel?.close();
    const ending = checker;
    checker = undefined;
    leave?.();
    await ending?.close();
  });
}

async function failed(failure: string): Promise<string> {
  return JSON.stringify({ failure });
}

/** Below the server's own addresses. */
function printAddress(server: ViteDevServer, isColored: boolean): void {
  const { printUrls } = server;
  const { bold, cyan, green } = pico.createColors(isColored);
  server.printUrls = () => {
    printUrls.call(server);
    const local = server.resolvedUrls?.local[0];
    if (local === undefined) return;
    server.config.logger.info(`  ${green("➜")}  ${bold("locstep")}: ${cyan(`${local}__locstep/`)}`);
  };
}
