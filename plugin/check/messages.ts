import type { Notice } from "../../core/report/notice.ts";
import type { Settings } from "../options.ts";

/** What the main thread asks of the thread that checks. */
export type Question =
  | { readonly ask: "check" }
  /** Absolute paths of files that were written, added or removed since the last answer. */
  | { readonly ask: "update"; readonly paths: readonly string[] }
  /** `locale`: its findings alone. */
  | { readonly ask: "panel"; readonly locale?: string };

export interface Asked {
  readonly id: number;
  readonly question: Question;
}

/** How the project stands, cut to what a host prints. */
export interface Checked {
  readonly told: readonly Notice[];
  readonly summary?: string;
  /**
   * Told at no earlier check of this thread, cut as well, and how many more there are: for a dev
   * server.
   */
  readonly fresh: readonly Notice[];
  readonly freshLeft: number;
  /** How many of those told earlier are gone, for a dev server too. */
  readonly fixed: number;
  readonly errors: number;
  readonly warnings: number;
  /** Absolute: folders of locale files and of the ledger, and the configuration. */
  readonly watched: readonly string[];
  /** Why a service could not be told what it was to be told. */
  readonly remark?: string;
  /** Of the paths that were updated. */
  readonly localeFiles: readonly string[];
  /** Of an update: whether none of the paths could change what the last answer told. */
  readonly isSame?: boolean;
  /** The repository's root, absolute: what the paths of notices are relative to. */
  readonly root: string;
}

/** The text of a panel is JSON, ready to be sent to a browser. */
export interface Answers {
  readonly check: Checked;
  readonly update: Checked;
  readonly panel: string;
}

/** An error of ours by its kind: classes do not survive the way between threads. */
export interface Fault {
  readonly kind: "usage" | "outside" | "bug";
  readonly message: string;
  readonly hint?: string;
}

export interface Answered {
  readonly id: number;
  readonly answer?: Answers[Question["ask"]];
  readonly fault?: Fault;
}

/** What the thread is started with. */
export interface Start extends Pick<Settings, "root" | "config" | "max" | "types" | "report"> {
  /** For a dev server; else for a build. */
  readonly isServing: boolean;
}
