import { type Build, openBuild, textOf } from "../build.ts";
import type { Settings } from "../options.ts";

/** What Rollup, Rolldown and Vite offer a hook alike, as far as it is used here. */
interface Context {
  readonly meta: { readonly watchMode: boolean };
  warn(text: string): void;
  error(text: string): never;
  addWatchFile(path: string): void;
}

export interface Hooks {
  buildStart(this: Context): void;
  watchChange(this: unknown, path: string): void;
  buildEnd(this: Context, error?: Error): Promise<void>;
}

/**
 * Rollup's own place and frame are not used: Vite prints neither in a build, and so that all three
 * print the same, both stand in the text. `settings` undefined: nothing is to be done.
 */
export function rollupHooks(settings: () => Settings | undefined): Hooks {
  let build: Build | undefined;
  let changed: string[] | undefined;
  return {
    buildStart() {
      const known = settings();
      if (known === undefined) return;
      build ??= openBuild(known, false);
      build.start(changed);
      changed = this.meta.watchMode ? [] : undefined;
    },
    watchChange(path) {
      changed?.push(path);
    },
    async buildEnd(error) {
      if (build === undefined || error !== undefined) return;
      const { notices, summary, isFailed, watched, root } = await build.end();
      if (this.meta.watchMode) for (const folder of watched) this.addWatchFile(folder);
      for (const notice of notices) this.warn(textOf(notice, root));
      if (isFailed) this.error(summary ?? "locstep: `failOn`");
      if (summary !== undefined) this.warn(summary);
    },
  };
}
