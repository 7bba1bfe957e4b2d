import type { HttpResponse } from "../http/http.ts";
import type {
  Branch,
  Changed,
  Download,
  Invited,
  Job,
  Language,
  NamespaceStatistics,
  Page,
  Quality,
  Segment,
  StartedJob,
  Statistics,
  Tenant,
  Texts,
  Updated,
  User,
  UserStatistics,
} from "./calls.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The body of an answer whose names are the service's own: a `message` in it is a fault, although
 * the status says 200. Throws OutsideError.
 */
export function told(response: HttpResponse): unknown {
  const body = response.json();
  if (isFields(body) && [body.message, body.errorMessage].some(isText)) throw response.fault();
  return body;
}

/** Flat, whether the project publishes flat or nested: Locize joins segments by dots. */
export function readTexts(response: HttpResponse): Texts {
  const texts = new Map<string, string>();
  const open: [prefix: string, value: unknown][] = [["", fieldsIn(response, response.json())]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [prefix, value] = next;
    if (typeof value === "string") texts.set(prefix.slice(0, -1), value);
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value)) open.push([`${prefix}${name}.`, inner]);
  }
  return texts;
}

/** `body`: unless it is told otherwise, whatever came, since a text may be called `message`. */
export function readPage<T>(
  response: HttpResponse,
  readItem: (value: unknown) => T | undefined,
  body: unknown = response.json(),
): Page<T> {
  const items = new Map<string, T>();
  for (const [key, value] of Object.entries(fieldsIn(response, body))) {
    const item = readItem(value);
    if (item !== undefined) items.set(key, item);
  }
  const next = response.headers.get("x-next-page");
  const lastModified = response.headers.get("last-modified");
  return { items, ...(next && { next }), ...(lastModified && { lastModified }) };
}

export function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Undefined for what has no text. */
export function readSegment(value: unknown): Segment | undefined {
  if (!isFields(value) || typeof value.value !== "string") return undefined;
  const { tags, quality, context, updatedAt } = value;
  const about = isFields(context) ? context.text : undefined;
  return {
    value: value.value,
    tags: Array.isArray(tags) ? tags.map((tag) => tag === true) : [],
    ...(isQuality(quality) && { quality }),
    ...(isText(about) && { context: about }),
    ...(typeof updatedAt === "number" && { updatedAt }),
  };
}

export function readLanguages(response: HttpResponse): ReadonlyMap<string, Language> {
  const languages = new Map<string, Language>();
  for (const [code, value] of Object.entries(fieldsIn(response, told(response)))) {
    if (!isFields(value)) continue;
    const { name, isReferenceLanguage, translated } = value;
    languages.set(code, {
      isReference: isReferenceLanguage === true,
      ...(isText(name) && { name }),
      translated: new Map(
        Object.entries(isFields(translated) ? translated : {}).filter(isNumberEntry),
      ),
    });
  }
  return languages;
}

export function readChanged(response: HttpResponse): Changed {
  return response.status === 412 ? "unchanged" : "changed";
}

export function readUpdated(response: HttpResponse): Updated {
  if (response.status === 401 || response.status === 403) return { refused: response.fault() };
  return readChanged(response);
}

export function readNothing(): undefined {}

export function readDownloads(response: HttpResponse): readonly Download[] {
  return readList(response, (value) => {
    const { url, key, size, lastModified, isPrivate } = fieldsIn(response, value);
    if (!isText(url) || !isText(key) || !isText(lastModified)) throw response.fault();
    return { url, key, size: Number(size), lastModified, isPrivate: isPrivate === true };
  });
}

export function readTags(response: HttpResponse): readonly string[] {
  return readList(response, (value) => (isText(value) ? value : ""));
}

export function readStartedJob(response: HttpResponse): StartedJob {
  const { jobId } = fieldsIn(response, told(response));
  if (!isText(jobId)) throw response.fault();
  return { jobId };
}

/** A job that is done is told by 404, by null or by an object that names none. */
export function readJob(response: HttpResponse): Job | undefined {
  if (response.status === 404) return undefined;
  const body = told(response);
  if (!isFields(body) || !isText(body.jobId)) return undefined;
  return { jobId: body.jobId, ...(isText(body.event) && { event: body.event }) };
}

export function readInvited(response: HttpResponse): Invited {
  const { code, link } = fieldsIn(response, told(response));
  if (!isText(code) || !isText(link)) throw response.fault();
  return { code, link };
}

export function readList<T>(
  response: HttpResponse,
  readItem: (value: unknown, response: HttpResponse) => T,
): readonly T[] {
  const body = told(response);
  if (!Array.isArray(body)) throw response.fault();
  return body.map((item) => readItem(item, response));
}

export function readUser(value: unknown, response: HttpResponse): User {
  const { id, email, role } = fieldsIn(response, value);
  if (!isText(id)) throw response.fault();
  return { id, email: isText(email) ? email : "", role: isText(role) ? role : "" };
}

export function readStatistics(response: HttpResponse): Statistics {
  return mapOf(fieldsIn(response, told(response)), (languages) =>
    mapOf(languages, (namespaces) => mapOf(namespaces, countsOf)),
  );
}

function countsOf(value: unknown): NamespaceStatistics {
  const { segmentsTranslated, segmentsTotal } = isFields(value) ? value : {};
  return {
    segmentsTranslated: Number(segmentsTranslated ?? 0),
    segmentsTotal: Number(segmentsTotal ?? 0),
  };
}

export function readUserStatistics(value: unknown, response: HttpResponse): UserStatistics {
  const { userId, year, words, modifications } = fieldsIn(response, value);
  if (!isText(userId)) throw response.fault();
  return {
    userId,
    year: Number(year),
    words: numbersIn(words),
    modifications: numbersIn(modifications),
  };
}

export function readTenant(value: unknown, response: HttpResponse): Tenant {
  const { id, name } = fieldsIn(response, value);
  if (!isText(id)) throw response.fault();
  return { id, name: isText(name) ? name : "" };
}

export function readBranch(value: unknown, response: HttpResponse): Branch {
  const { id, name, version } = fieldsIn(response, value);
  if (!isText(id) || !isText(version)) throw response.fault();
  return { id, name: isText(name) ? name : "", version };
}

function fieldsIn(response: HttpResponse, value: unknown): Fields {
  if (!isFields(value)) throw response.fault();
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isQuality(value: unknown): value is Quality {
  return value === "MT" || value === "AI" || value === "TM" || value === "HT";
}

function isNumberEntry(entry: [string, unknown]): entry is [string, number] {
  return typeof entry[1] === "number";
}

function numbersIn(value: unknown): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(isFields(value) ? value : {}).filter(isNumberEntry));
}

function mapOf<T>(value: unknown, read: (inner: unknown) => T): ReadonlyMap<string, T> {
  const entries = Object.entries(isFields(value) ? value : {});
  return new Map(entries.map(([name, inner]) => [name, read(inner)]));
}
