import { resolve } from "node:path";
import { UsageError } from "../core/model/errors.ts";
import { TYPED_LIBRARIES, type TypedLibrary } from "../core/workflow/usage/typed-libraries.ts";

/** What stands between the parentheses of `locstep()`. All of it may be left out. */
export interface LocstepOptions {
  /** The configuration, relative to the bundler's root; the nearest `locstep.yaml` above it. */
  readonly config?: string;
  /** A build with a finding of this severity or a graver one fails; `never` unless told. */
  readonly failOn?: "error" | "warning" | "never";
  /** Findings told one by one in a build or at the start of a dev server; 10 unless told. */
  readonly max?: number;
  /** Whether errors also cover the page while a dev server runs; false unless told. */
  readonly overlay?: boolean;
  /** Whether a dev server shows `/__locstep/`; true unless told. */
  readonly panel?: boolean;
  /** A declaration file of the source's keys, kept up to date: completion, and errors while typing. */
  readonly types?: TypesOption;
  /** What the configured provider is told, where it keeps account of keys; nothing unless told. */
  readonly report?: ReportOption;
}

/** What a service that asks for it is told: only while developing and where `CI` is set. */
export interface ReportOption {
  /** Keys that the code asks for and no source file defines. */
  readonly missing?: boolean;
  /** Keys that the code uses. */
  readonly used?: boolean;
}

export interface TypesOption {
  /** Relative to the bundler's root, such as `src/locstep.d.ts`. */
  readonly path: string;
  readonly library: TypedLibrary;
}

/** The options, checked and filled in once. */
export interface Settings {
  /** Absolute: where the configuration is looked for. */
  readonly root: string;
  readonly config: string | undefined;
  readonly failOn: "error" | "warning" | "never";
  readonly max: number;
  readonly overlay: boolean;
  readonly panel: boolean;
  /** Its path is absolute. */
  readonly types: TypesOption | undefined;
  readonly report: Required<ReportOption>;
}

const MOST_TOLD = 10;
const KNOWN = ["config", "failOn", "max", "overlay", "panel", "types", "report"];
const FAIL_ON = ["error", "warning", "never"];

/** Throws UsageError for an option that is unknown or of another type: a slip would go unseen. */
export function settingsOf(options: LocstepOptions, root: string): Settings {
  const stranger = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (stranger !== undefined) {
    throw new UsageError(
      `locstep() has no option "${stranger}"`,
      `The options are ${KNOWN.join(", ")}.`,
    );
  }
  const { config, failOn = "never", max = MOST_TOLD, overlay = false, panel = true } = options;
  if (config !== undefined) expect("config", typeof config === "string", "a path");
  expect("failOn", FAIL_ON.includes(failOn), FAIL_ON.join(", "));
  expect("max", Number.isInteger(max) && max >= 0, "a number of findings");
  expect("overlay", typeof overlay === "boolean", "true or false");
  expect("panel", typeof panel === "boolean", "true or false");
  const types = typesOf(options.types, root);
  return {
    root: resolve(root),
    config,
    failOn,
    max,
    overlay,
    panel,
    types,
    report: reportOf(options.report),
  };
}

function typesOf(types: TypesOption | undefined, root: string): TypesOption | undefined {
  if (types === undefined) return undefined;
  expect("types.path", /\.d\.[cm]?ts$/u.test(types.path), "a path that ends in .d.ts");
  expect("types.library", TYPED_LIBRARIES.includes(types.library), TYPED_LIBRARIES.join(", "));
  return { path: resolve(root, types.path), library: types.library };
}

function reportOf({
  missing = false,
  used = false,
  ...rest
}: ReportOption = {}): Required<ReportOption> {
  const areFlags = typeof missing === "boolean" && typeof used === "boolean";
  expect("report", areFlags && Object.keys(rest).length === 0, "missing and used, true or false");
  return { missing, used };
}

function expect(name: string, holds: boolean, what: string): void {
  if (!holds) throw new UsageError(`the option "${name}" of locstep() is none of: ${what}`);
}
