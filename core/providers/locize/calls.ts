/** What every endpoint of Locize takes and gives; `endpoints.ts` has the addresses. */
export interface Calls {
  /** What is published. Counts as a download. */
  namespace: Call<"version" | "language" | "namespace", None, None, Texts>;
  /** The same of a namespace that needs a key. Counts as a private download. */
  privateNamespace: Call<"version" | "language" | "namespace", None, None, Texts>;
  /** By code as the project spells it. */
  languages: Call<never, None, None, ReadonlyMap<string, Language>>;
  /** Adds keys that are new, at no cost, and changes none. */
  missing: Call<"version" | "language" | "namespace", None, Resources, Changed>;
  used: Call<"version" | "language" | "namespace", None, readonly string[], Changed>;
  update: Call<"version" | "language" | "namespace", UpdateQuery, Resources, Updated>;
  download: Call<"version?" | "language?" | "namespace?", None, None, readonly Download[]>;
  /** Unpublished texts, a page. Counts as a private download. */
  pull: Call<"version" | "language" | "namespace", PullQuery, None, Page<string>>;
  /** The same with all that is known of each. */
  segments: Call<"version" | "language" | "namespace", PullQuery, None, Page<Segment>>;
  tags: Call<never, None, None, readonly string[]>;
  copyVersion: Call<"from" | "to", { ignoreIfVersionExists?: boolean }, None, StartedJob>;
  copyLanguage: Call<"from" | "to" | "language", None, None, StartedJob>;
  publish: Call<"version", { tenants?: boolean; branches?: boolean }, None, StartedJob>;
  createVersion: Call<"version", None, VersionSettings, StartedJob>;
  removeVersion: Call<"version", None, None, StartedJob>;
  /** Undefined once the job is done. */
  job: Call<"job", None, None, Job | undefined>;
  createNamespace: Call<"version" | "namespace", None, Resources, undefined>;
  createNamespaceIn: Call<"version" | "language" | "namespace", None, Resources, undefined>;
  renameNamespace: Call<"version" | "from" | "to", None, None, undefined>;
  deleteNamespace: Call<"version" | "namespace", None, None, undefined>;
  addLanguage: Call<"language", None, Versions, undefined>;
  removeLanguage: Call<"language", None, Versions, undefined>;
  /** What is not named is removed. */
  setLanguages: Call<never, None, LanguageList, undefined>;
  invite: Call<never, { send?: boolean }, Invitation, Invited>;
  users: Call<never, None, None, readonly User[]>;
  statistics: Call<"version?", None, None, Statistics>;
  regenerateStatistics: Call<"version" | "language?", { namespace?: string }, None, undefined>;
  userStatistics: Call<"user", { year?: number }, None, UserStatistics>;
  usersStatistics: Call<never, { year?: number }, None, readonly UserStatistics[]>;
  createTenant: Call<never, None, TenantSettings, Tenant>;
  updateTenant: Call<"tenant", None, { canEditLanguages: boolean }, Tenant>;
  subscribeTenant: Call<"tenant", None, None, Tenant>;
  tenants: Call<never, None, None, readonly Tenant[]>;
  createBranch: Call<"version", None, { name: string }, Branch>;
  branches: Call<never, None, None, readonly Branch[]>;
  /** On the branch's own id. */
  mergeBranch: Call<never, { delete?: boolean }, None, StartedJob>;
  deleteBranch: Call<never, None, None, StartedJob>;
}

export type CallName = keyof Calls;

/** `At`: the parts of the path beside the project's id; those that end in `?` may be left out. */
export interface Call<At extends string, Query, Body, Answer> {
  readonly at: At;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
}

export type None = undefined;
export type Texts = ReadonlyMap<string, string>;

/** Null deletes a key. */
export type Resources = Readonly<Record<string, string | null | Resource>>;
export interface Resource {
  readonly value: string;
  readonly context?: { readonly text: string };
  readonly tags?: readonly (boolean | null)[];
  readonly quality?: Quality;
}

/** By machine translation, a language model, a translation memory, or people. */
export type Quality = "MT" | "AI" | "TM" | "HT";

/** Whether anything had to be changed (200) or not (412). */
export type Changed = "changed" | "unchanged";
/** "refused": the key may not write there. */
export type Updated = Changed | { readonly refused: Error };

export interface UpdateQuery {
  /** Deletes all keys that are not named: never with more than one page, nor with `review`. */
  readonly replace?: boolean;
  readonly review?: boolean;
  /** Of the reference language alone: by default new keys are translated, with true changed ones. */
  readonly autotranslate?: boolean;
  /** Codes with commas between: only into these. */
  readonly autotranslatelanguages?: string;
  /** Machine translations wait for a review. */
  readonly autotranslatereview?: boolean;
  /** Of the pages of one change, all but the last. */
  readonly omitstatsgeneration?: boolean;
}

export interface PullQuery {
  /** As the last page gave it. */
  readonly next?: string;
  /** `>` or `<` before Unix milliseconds; so are the other two. */
  readonly updatedAt?: string;
  readonly createdAt?: string;
  readonly lastUsed?: string;
  /** Indexes of tags that must be set, and must not, as JSON. */
  readonly tags?: string;
  readonly "!tags"?: string;
}

export interface Page<T> {
  readonly items: ReadonlyMap<string, T>;
  readonly next?: string;
  readonly lastModified?: string;
}

export interface Segment {
  readonly value: string;
  /** By the index of the project's tag. */
  readonly tags: readonly boolean[];
  /** Absent: by people, or not known. */
  readonly quality?: Quality;
  readonly context?: string;
  readonly updatedAt?: number;
}

export interface Language {
  readonly isReference: boolean;
  readonly name?: string;
  /** From 0 to 1, by version. */
  readonly translated: ReadonlyMap<string, number>;
}

export interface Download {
  readonly url: string;
  readonly key: string;
  readonly size: number;
  readonly lastModified: string;
  readonly isPrivate: boolean;
}

export interface StartedJob {
  readonly jobId: string;
}
export interface Job extends StartedJob {
  readonly event?: string;
}
export interface VersionSettings {
  readonly autoPublish?: boolean;
  /** Seconds. */
  readonly cacheControlMaxAge?: number;
}
export interface Versions {
  readonly versions: readonly string[];
}
export type LanguageList = readonly string[] | Readonly<Record<string, readonly string[]>>;

export interface Scope {
  readonly languages: readonly string[];
  readonly versions: readonly string[];
}
export interface Invitation {
  readonly email: string;
  readonly role?: "user" | "publisher" | "manager" | "accountant" | "admin";
  readonly scope?: Partial<Scope>;
}
export interface Invited {
  readonly code: string;
  readonly link: string;
}
export interface User {
  readonly id: string;
  readonly email: string;
  readonly role: string;
}

/** By version, language and namespace. */
export type Statistics = ReadonlyMap<
  string,
  ReadonlyMap<string, ReadonlyMap<string, NamespaceStatistics>>
>;
export interface NamespaceStatistics {
  readonly segmentsTranslated: number;
  readonly segmentsTotal: number;
}
export interface UserStatistics {
  readonly userId: string;
  readonly year: number;
  /** By month, from 0. */
  readonly words: Readonly<Record<string, number>>;
  readonly modifications: Readonly<Record<string, number>>;
}

export interface TenantSettings {
  readonly name: string;
  readonly company?: string;
  readonly projectUrl?: string;
  readonly canEditLanguages?: boolean;
  readonly subscribeToParent?: boolean;
  readonly referenceLanguage?: string;
}
export interface Tenant {
  readonly id: string;
  readonly name: string;
}
/** A project of its own, to be used by its `id` with its `version`. */
export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}
