import { randomUUID } from "node:crypto";

/** One text as the service keeps it. */
export interface Entry {
  value: string;
  tags: (boolean | null)[];
  context?: { text: string };
  quality?: string;
  createdAt: number;
  updatedAt: number;
  lastUsed?: number;
}

export type Namespace = Map<string, Entry>;

export interface Version {
  autoPublish: boolean;
  /** By language, then by namespace. */
  readonly languages: Map<string, Map<string, Namespace>>;
  /** By `<language>/<namespace>`: what readers without a key see. */
  readonly published: Map<string, Published>;
}

export interface Published {
  readonly texts: ReadonlyMap<string, string>;
  readonly lastModified: number;
}

export interface Project {
  readonly id: string;
  name: string;
  readonly referenceLanguage: string;
  readonly languages: Set<string>;
  readonly versions: Map<string, Version>;
  readonly tags: readonly string[];
  readonly privateNamespaces: ReadonlySet<string>;
  readonly jobs: Map<string, Job>;
  readonly tenants: Tenant[];
  /** The parent, where it is a branch. */
  readonly branchOf?: string;
  readonly slug: string;
}

export interface Job {
  readonly event: string;
  readonly startedAt: number;
  /** How often it is still told before it is done. */
  pollsLeft: number;
}

export interface Tenant {
  readonly id: string;
  readonly name: string;
  canEditLanguages: boolean;
  subscribedAt?: number;
}

/** A text that will be translated after so many looks at its language. */
interface Awaited {
  readonly namespace: Namespace;
  readonly key: string;
  readonly value: string;
  looks: number;
  readonly isReviewed: boolean;
  readonly isAnew: boolean;
}

export interface Settings {
  /** Looks at a language before its machine translations are there. */
  readonly translateAfter: number;
  readonly jobPolls: number;
  readonly pageSize: number;
  readonly tags: readonly string[];
  readonly privateNamespaces: readonly string[];
  /** Texts that the machine does not translate. */
  leavesOut(text: string): boolean;
}

/** What the service bills. */
export interface Bill {
  downloads: number;
  privateDownloads: number;
  modifications: number;
  /** Texts that were translated by machine, a language each. */
  translated: number;
}

export interface State {
  readonly settings: Settings;
  readonly projects: Map<string, Project>;
  readonly bill: Bill;
  readonly reviews: {
    readonly namespace: Namespace;
    readonly key: string;
    readonly value: string;
  }[];
  /** Later than every time before: two changes are never at the same time. */
  now(): number;
  readonly awaited: Map<Namespace, Awaited[]>;
}

export function openState(settings: Settings): State {
  let last = 0;
  return {
    settings,
    projects: new Map(),
    bill: { downloads: 0, privateDownloads: 0, modifications: 0, translated: 0 },
    reviews: [],
    awaited: new Map(),
    now: () => (last = Math.max(Date.now(), last + 1)),
  };
}

export function newProject(
  state: State,
  given: Pick<Project, "id" | "name" | "referenceLanguage"> & {
    readonly languages: readonly string[];
    readonly branchOf?: string;
  },
): Project {
  const project: Project = {
    ...given,
    languages: new Set([given.referenceLanguage, ...given.languages]),
    versions: new Map([["latest", newVersion(true)]]),
    tags: state.settings.tags,
    privateNamespaces: new Set(state.settings.privateNamespaces),
    jobs: new Map(),
    tenants: [],
    slug: randomUUID().slice(0, 8),
  };
  state.projects.set(project.id, project);
  return project;
}

export function newVersion(autoPublish: boolean): Version {
  return { autoPublish, languages: new Map(), published: new Map() };
}

export function namespaceIn(version: Version, language: string, name: string): Namespace {
  const namespaces = version.languages.get(language) ?? new Map<string, Namespace>();
  version.languages.set(language, namespaces);
  const namespace = namespaces.get(name) ?? new Map<string, Entry>();
  namespaces.set(name, namespace);
  return namespace;
}

/** The texts of one version become those of another, as they are. */
export function copyTexts(from: Version, to: Version, languages: Iterable<string>): void {
  for (const language of languages) {
    to.languages.delete(language);
    for (const [name, entries] of from.languages.get(language) ?? []) {
      const copy = namespaceIn(to, language, name);
      for (const [key, entry] of entries) copy.set(key, { ...entry });
    }
  }
}

export function publish(state: State, version: Version): void {
  version.published.clear();
  for (const [language, namespaces] of version.languages) {
    for (const [name, entries] of namespaces) {
      const texts = new Map([...entries].map(([key, { value }]) => [key, value]));
      version.published.set(`${language}/${name}`, { texts, lastModified: state.now() });
    }
  }
}

/** Sets one text. Whether it was another before. */
export function setEntry(
  state: State,
  namespace: Namespace,
  key: string,
  given: Partial<Pick<Entry, "context" | "quality" | "tags">> & { readonly value: string },
): boolean {
  const known = namespace.get(key);
  const context = given.context ?? known?.context;
  const tags = given.tags ?? known?.tags ?? [];
  const isSame =
    known?.value === given.value &&
    known.context?.text === context?.text &&
    JSON.stringify(known.tags) === JSON.stringify(tags);
  if (isSame) return false;
  const now = state.now();
  namespace.set(key, {
    value: given.value,
    tags,
    ...(context && { context }),
    ...(given.quality && { quality: given.quality }),
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  });
  return true;
}

/** How texts are translated by machine. */
export interface Manner {
  /** Only into these; into all when absent. */
  readonly languages?: readonly string[] | undefined;
  readonly isReviewed?: boolean;
  /** Also where a translation stands already. */
  readonly isAnew?: boolean;
}

/** Has a new or changed reference text translated into every other language. */
export function translate(
  state: State,
  project: Project,
  version: Version,
  place: Manner & {
    readonly namespace: string;
    readonly key: string;
    readonly value: string;
  },
): void {
  const { namespace: name, key, value } = place;
  if (state.settings.leavesOut(value) || value === "") return;
  for (const language of project.languages) {
    if (language === project.referenceLanguage) continue;
    if (place.languages?.includes(language) === false) continue;
    const namespace = namespaceIn(version, language, name);
    const awaited = {
      namespace,
      key,
      value: `${language}: ${value}`,
      looks: state.settings.translateAfter,
      isReviewed: place.isReviewed === true,
      isAnew: place.isAnew === true,
    };
    const others = (state.awaited.get(namespace) ?? []).filter((other) => other.key !== key);
    state.awaited.set(namespace, [...others, awaited]);
    if (awaited.looks === 0) look(state, namespace);
  }
}

/** Somebody looks at a namespace: what was awaited comes nearer. */
export function look(state: State, namespace: Namespace): void {
  const left: Awaited[] = [];
  for (const awaited of state.awaited.get(namespace) ?? []) {
    if (awaited.looks-- > 0) {
      left.push(awaited);
      continue;
    }
    const { key, value, isReviewed, isAnew } = awaited;
    if (namespace.has(key) && !isAnew) continue;
    if (isReviewed) state.reviews.push({ namespace, key, value });
    else setEntry(state, namespace, key, { value, quality: "MT" });
    state.bill.translated++;
  }
  state.awaited.set(namespace, left);
}
