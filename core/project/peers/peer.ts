import type { ConfigFile } from "../config.ts";

/** What a peer's configuration says, in its own folder's terms. Unknown parts are left out. */
export interface Draft {
  readonly sourceLocale?: unknown;
  /** All locales, the source perhaps among them. */
  readonly locales?: unknown;
  /** Path templates, relative to the configuration's folder. */
  readonly files?: readonly string[];
  readonly provider?: ConfigFile["provider"];
  /** What could not be taken over, for a person. */
  readonly notes?: readonly string[];
}

/** Another localisation tool whose configuration tells where locale files are. */
export interface Peer {
  readonly name: string;
  /** Paths of its configuration, relative to the folder that it is for; the end may be a choice. */
  readonly paths: readonly string[];
  /** Reads a text, never runs it. Undefined when the file is another tool's. Never throws. */
  read(text: string, path: string): Draft | undefined;
}
