import type { Reply } from "../listen.ts";
import {
  type Asked,
  Refused,
  type Route,
  fieldsOf,
  flag,
  languageOf,
  refused,
  versionOf,
} from "./requests.ts";
import {
  type Entry,
  type Manner,
  type Namespace,
  look,
  namespaceIn,
  publish,
  setEntry,
  translate,
} from "./state.ts";

const MOST_KEYS = 1_000;
const PLACE = "{project}/{version}/{language}/{namespace}";
const FILTERS = ["updatedAt", "createdAt", "lastUsed"] as const;

/** Endpoints that read and write texts. */
export const TEXT_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: `private/${PLACE}`,
    role: "read",
    answer: (asked) => fetchTexts(asked, true),
  },
  { method: "POST", path: `missing/${PLACE}`, role: "user", body: "needed", answer: addMissing },
  { method: "POST", path: `used/${PLACE}`, role: "user", body: "needed", answer: noteUsed },
  {
    method: "POST",
    path: `update/${PLACE}`,
    role: "user",
    body: "needed",
    query: [
      "replace",
      "review",
      "autotranslate",
      "autotranslatereview",
      "autotranslatelanguages",
      "omitstatsgeneration",
    ],
    answer: update,
  },
  {
    method: "GET",
    path: `pull/${PLACE}`,
    role: "read",
    query: ["raw", "tags", "!tags", "next", ...FILTERS],
    answer: pull,
  },
  { method: "GET", path: "download/{project}", answer: download },
  { method: "GET", path: "download/{project}/{version}", answer: download },
  { method: "GET", path: "download/{project}/{version}/{language}", answer: download },
  { method: "GET", path: `download/${PLACE}`, answer: download },
  { method: "GET", path: PLACE, answer: (asked) => fetchTexts(asked, false) },
];

function fetchTexts(asked: Asked, isPrivate: boolean): Reply {
  const { state, project, at } = asked;
  if (project.privateNamespaces.has(at["namespace"] ?? "") !== isPrivate) {
    return refused(isPrivate ? 404 : 403, "the namespace is of the other kind");
  }
  const published = versionOf(asked).published.get(`${at["language"]}/${at["namespace"]}`);
  state.bill[isPrivate ? "privateDownloads" : "downloads"]++;
  // A namespace without texts is no fault to the service: it publishes an empty one.
  if (published === undefined) return { body: {} };
  return {
    headers: { "last-modified": new Date(published.lastModified).toUTCString() },
    body: Object.fromEntries(published.texts),
  };
}

function addMissing(asked: Asked): Reply {
  const entries = entriesOf(asked.body);
  const namespace = namespaceOf(asked);
  const fresh = entries.filter(([key, given]) => given !== null && !namespace.has(key));
  if (fresh.length === 0) return refused(412, "nothing is missing");
  for (const [key, given] of fresh) setEntry(asked.state, namespace, key, given as Given);
  afterChange(
    asked,
    fresh.map(([key]) => key),
  );
  return { body: { ok: true } };
}

function noteUsed(asked: Asked): Reply {
  const { body, state } = asked;
  if (!Array.isArray(body) || !body.every((key) => typeof key === "string")) {
    return refused(400, "the body must be a list of keys");
  }
  if (body.length > MOST_KEYS) return refused(400, `more than ${MOST_KEYS} keys`);
  const namespace = namespaceOf(asked);
  for (const key of body as readonly string[]) {
    const entry = namespace.get(key);
    if (entry !== undefined) entry.lastUsed = state.now();
  }
  return { body: { ok: true } };
}

function update(asked: Asked): Reply {
  const { state, project, query } = asked;
  const entries = entriesOf(asked.body);
  const [isReview, isReplace] = [flag(query, "review"), flag(query, "replace")];
  const wish = flag(query, "autotranslate");
  flag(query, "omitstatsgeneration");
  if (isReview && isReplace) return refused(400, "review and replace exclude each other");
  const isReference = asked.at["language"] === project.referenceLanguage;
  if (wish === true && !isReference) {
    return refused(400, "autotranslate is for the reference language");
  }
  const namespace = namespaceOf(asked);
  const gone = isReplace
    ? [...namespace.keys()].filter((key) => !entries.some(([k]) => k === key))
    : [];
  const deletions = [...gone, ...entries.filter(([, given]) => given === null).map(([key]) => key)];
  let changes = deletions.filter((key) => namespace.delete(key)).length;
  const fresh: string[] = [];
  const changed: string[] = [];
  for (const [key, given] of entries) {
    if (given === null) continue;
    const isNew = !namespace.has(key);
    if (isReview && namespace.get(key)?.value !== given.value) {
      state.reviews.push({ namespace, key, value: given.value });
      changes++;
    } else if (!isReview && setEntry(state, namespace, key, given)) {
      changes++;
      if (wish ?? isNew) (isNew ? fresh : changed).push(key);
    }
  }
  if (changes === 0) return refused(412, "nothing has changed");
  state.bill.modifications += changes;
  const manner = {
    languages: query.get("autotranslatelanguages")?.split(","),
    isReviewed: flag(query, "autotranslatereview") === true,
  };
  afterChange(asked, fresh, manner);
  afterChange(asked, changed, { ...manner, isAnew: true });
  return { body: { ok: true } };
}

/** New reference texts are translated, and a version that publishes itself does. */
function afterChange(asked: Asked, keys: readonly string[], wish: Manner = {}): void {
  const { state, project, at } = asked;
  const version = versionOf(asked);
  if (at["language"] === project.referenceLanguage) {
    for (const key of keys) {
      const value = namespaceOf(asked).get(key)?.value ?? "";
      translate(state, project, version, { namespace: at["namespace"] ?? "", key, value, ...wish });
    }
  }
  if (version.autoPublish) publish(state, version);
}

function pull(asked: Asked): Reply {
  const { state, query } = asked;
  const known = versionOf(asked).languages.get(languageOf(asked));
  // What nobody has written into is not made by reading.
  const namespace = known?.get(asked.at["namespace"] ?? "") ?? new Map<string, Entry>();
  look(state, namespace);
  state.bill.privateDownloads++;
  const all = [...namespace].filter(([, entry]) => passes(entry, query));
  const from = pageStart(query.get("next"));
  const end = from + state.settings.pageSize;
  const isRaw = flag(query, "raw") === true;
  const latest = Math.max(0, ...all.map(([, entry]) => entry.updatedAt));
  return {
    headers: {
      "last-modified": new Date(latest).toUTCString(),
      ...(end < all.length && { "x-next-page": pageName(end) }),
    },
    body: Object.fromEntries(
      all.slice(from, end).map(([key, entry]) => [key, isRaw ? entry : entry.value]),
    ),
  };
}

/** As the service's: with `+`, `/` and `=` in it, for clients to encode. */
function pageName(start: number): string {
  return `+/${Buffer.from(String(start)).toString("base64")}==`;
}

function pageStart(name: string | null): number {
  // The official command line asks for the first page by an empty name.
  if (name === null || name === "") return 0;
  const start = Buffer.from(/^\+\/(.*)==$/u.exec(name)?.[1] ?? "", "base64").toString();
  if (!/^\d+$/u.test(start)) throw new Refused(400, "no such page");
  return Number(start);
}

function passes(entry: Entry, query: URLSearchParams): boolean {
  const inTime = FILTERS.every((name) => {
    const filter = query.get(name);
    if (filter === null) return true;
    const [, sign, time] = /^([<>])(\d+)$/u.exec(filter) ?? [];
    if (sign === undefined) throw new Refused(400, `${name} is > or < and a time`);
    const value = entry[name] ?? 0;
    return sign === ">" ? value > Number(time) : value < Number(time);
  });
  const isTagged = indexesOf(query.get("tags")).every((tag) => entry.tags[tag] === true);
  return (
    inTime && isTagged && !indexesOf(query.get("!tags")).some((tag) => entry.tags[tag] === true)
  );
}

function indexesOf(text: string | null): readonly number[] {
  if (text === null) return [];
  const match = /^\[(\d+(?:,\d+)*)\]$/u.exec(text);
  if (match === null) throw new Refused(400, "tags is a list of indexes");
  return (match[1] ?? "").split(",").map(Number);
}

function download(asked: Asked): Reply {
  const { project, at, role, url } = asked;
  const body: unknown[] = [];
  for (const [name, version] of project.versions) {
    for (const [place, { texts, lastModified }] of version.published) {
      const [language = "", namespace = ""] = place.split("/");
      const isPrivate = project.privateNamespaces.has(namespace);
      if (isPrivate && role === undefined) continue;
      if (
        ![
          ["version", name],
          ["language", language],
          ["namespace", namespace],
        ].every(([part = "", is]) => (at[part] ?? is) === is)
      )
        continue;
      const key = `${isPrivate ? "private/" : ""}${project.id}/${name}/${place}`;
      body.push({
        url: `${url}/${key}`,
        key,
        size: JSON.stringify(Object.fromEntries(texts)).length,
        lastModified: new Date(lastModified).toISOString(),
        ...(isPrivate && { isPrivate }),
      });
    }
  }
  return { body };
}

type Given = Partial<Pick<Entry, "context" | "quality" | "tags">> & { readonly value: string };

function entriesOf(body: unknown): readonly (readonly [string, Given | null])[] {
  const entries = Object.entries(fieldsOf(body));
  if (entries.length > MOST_KEYS) throw new Refused(400, `more than ${MOST_KEYS} keys`);
  return entries.map(([key, given]) => {
    if (given === null || typeof given === "string") {
      return [key, given === null ? null : { value: given }] as const;
    }
    return [key, segmentOf(key, given)] as const;
  });
}

function segmentOf(key: string, given: unknown): Given {
  const { value, context, tags, quality, ...others } = fieldsOf(given);
  const isSound =
    typeof value === "string" &&
    Object.keys(others).length === 0 &&
    (context === undefined || typeof (context as { text?: unknown }).text === "string") &&
    (tags === undefined || Array.isArray(tags)) &&
    (quality === undefined || ["MT", "AI", "TM", "HT"].includes(String(quality)));
  if (!isSound) throw new Refused(400, `the value of ${key} is malformed`);
  return given as Given;
}

function namespaceOf(asked: Asked): Namespace {
  return namespaceIn(versionOf(asked), languageOf(asked), asked.at["namespace"] ?? "");
}
