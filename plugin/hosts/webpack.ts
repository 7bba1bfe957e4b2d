import { statSync } from "node:fs";
import { type Build, openBuild, textOf } from "../build.ts";
import { type LocstepOptions, settingsOf } from "../options.ts";

/** What webpack and Rspack have in common, as far as it is used here. */
interface Compiler {
  readonly context: string;
  readonly watchMode: boolean;
  readonly modifiedFiles?: ReadonlySet<string> | undefined;
  readonly removedFiles?: ReadonlySet<string> | undefined;
  readonly hooks: {
    readonly thisCompilation: {
      tap(name: string, hook: (compilation: Compilation) => void): void;
    };
  };
}

interface Compilation {
  readonly warnings: Error[];
  readonly errors: Error[];
  readonly contextDependencies: Paths;
  readonly fileDependencies: Paths;
  readonly missingDependencies: Paths;
  readonly hooks: {
    readonly processAssets: { tapPromise(name: string, hook: () => Promise<void>): void };
  };
}

interface Paths {
  add(path: string): unknown;
}

const NAME = "locstep";

/**
 * Native warnings: a warning of unplugin's context loses its file and place on the way. A child
 * compiler makes no `thisCompilation`, so a build is told once.
 */
export function applyTo(compiler: Compiler, options: LocstepOptions): void {
  const settings = settingsOf(options, compiler.context);
  const build: Build = openBuild(settings, true);
  let isFirst = true;
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    const { modifiedFiles = [], removedFiles = [] } = compiler;
    build.start(isFirst ? undefined : [...modifiedFiles, ...removedFiles]);
    isFirst = false;
    compilation.hooks.processAssets.tapPromise(NAME, async () => {
      const { notices, summary, isFailed, watched, root } = await build.end();
      if (compiler.watchMode) for (const path of watched) watchIn(compilation, path);
      const list = isFailed ? compilation.errors : compilation.warnings;
      const texts = notices.map((notice) => textOf(notice, root));
      if (summary !== undefined) texts.push(summary);
      for (const text of texts) list.push(warningOf(text));
    });
  });
}

/** webpack hears nothing of a file that it is told to watch as a folder. */
function watchIn(compilation: Compilation, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) compilation.missingDependencies.add(path);
  else if (stat.isDirectory()) compilation.contextDependencies.add(path);
  else compilation.fileDependencies.add(path);
}

/** A stack would only show where in locstep it was made. */
function warningOf(text: string): Error {
  const warning = new Error(text);
  warning.name = NAME;
  warning.stack = "";
  return Object.assign(warning, { hideStack: true });
}
