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
  generateBundle(this: Context): Promise<void>;
}

/**
 * Rollup's own place and frame are not used: Vite prints neither in a build, and so that all three
 * print the same, both stand in the text. `settings` undefined: nothing is to be done.
 */
export function rollupHooks(settings: () => Settings | undefined): Hooks {
  let build: Build | undefined;
  let isTold = true;
  let changed: string[] | undefined;

  async function tell(context: Context): Promise<void> {
    if (build === undefined || isTold) return;
    isTold = true;
    const { notices, summary, isFailed, watched, root } = await build.end();
    if (context.meta.watchMode) for (const path of watched) context.addWatchFile(path);
    for (const notice of notices) context.warn(textOf(notice, root));
    if (isFailed) context.error(summary ?? "locstep: `failOn`");
    if (summary !== undefined) context.warn(summary);
  }

  return {
    buildStart() {
      const known = settings();
      if (known === undefined) return;
      build ??= openBuild(known, false);
      build.start(changed);
      isTold = false;
      changed = this.meta.watchMode ? [] : undefined;
    },
    watchChange(path) {
      changed?.push(path);
    },
    async buildEnd(error) {
      if (error !== undefined) isTold = true;
      // Until here files to watch are taken.
      else if (this.meta.watchMode) await tell(this);
    },
    /** The bundler has worked on meanwhile, and nothing is written yet. */
    generateBundle() {
      return tell(this);
    },
  };
}
