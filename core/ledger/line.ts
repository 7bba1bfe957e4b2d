import { hash } from "node:crypto";
import type { Fact, Marks, PendingGroup, RefusedMessage, Runs } from "./fact.ts";

/**
 * A fact is the line `path locale S T marks check`, a group in flight is
 * `pending contentKey attempt provider handle locales messages [redo] check`, an answer that was refused
 * `refused provider locale message reason check`. Words are percent-encoded,
 * so a space always separates. `check` is 6 base64url characters of SHA-256 over the line before
 * it: a line that was cut, merged or edited does not check and is no fact.
 */
const CHECK_LENGTH = 6;
const BLOB_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;
const TAG = /^[\w-]{8}$/u;

export function formatFact(fact: Fact): string {
  const words = [encode(fact.path), fact.locale, fact.source, fact.target, formatMarks(fact.marks)];
  return withCheck(words.join(" "));
}

export function formatPending(group: PendingGroup): string {
  const words = [
    "pending",
    group.contentKey,
    String(group.attempt),
    encode(group.provider),
    encode(group.handle),
    group.locales.join(","),
    group.messages.join(","),
    ...(group.redo.length > 0 ? [group.redo.join(",")] : []),
  ];
  return withCheck(words.join(" "));
}

export function formatRefused({ provider, locale, message, reason }: RefusedMessage): string {
  return withCheck(["refused", encode(provider), locale, message, encode(reason)].join(" "));
}

/** The line without its check, or undefined when it does not check. */
export function verifiedLine(line: string): string | undefined {
  const end = line.lastIndexOf(" ");
  if (end < 0 || withCheck(line.slice(0, end)) !== line) return undefined;
  return line.slice(0, end);
}

/** Reads a verified line without its check; undefined for a line of a kind not known here. */
export function parseFact(line: string): Fact | undefined {
  const [path, locale, source, target, marks, ...rest] = line.split(" ");
  if (marks === undefined || rest.length > 0) return undefined;
  if (!BLOB_ID.test(source as string) || !BLOB_ID.test(target as string)) return undefined;
  const decoded = decodeWord(path as string);
  const parsed = marksOf(marks);
  if (decoded === undefined || parsed === undefined) return undefined;
  return {
    path: decoded,
    locale: locale as string,
    source: source as string,
    target: target as string,
    marks: parsed,
  };
}

export function parsePending(line: string): PendingGroup | undefined {
  const [word, contentKey, attempt, provider, handle, locales, messages, redo, ...rest] =
    line.split(" ");
  if (word !== "pending" || messages === undefined || rest.length > 0) return undefined;
  const decodedHandle = decodeWord(handle as string);
  const decodedProvider = decodeWord(provider as string);
  if (decodedHandle === undefined || decodedProvider === undefined) return undefined;
  if (!/^\d{1,6}$/u.test(attempt as string)) return undefined;
  return {
    contentKey: contentKey as string,
    attempt: Number(attempt),
    provider: decodedProvider,
    handle: decodedHandle,
    locales: (locales as string).split(","),
    messages: messages.split(","),
    redo: redo?.split(",") ?? [],
  };
}

export function parseRefused(line: string): RefusedMessage | undefined {
  const [word, provider, locale, message, reason, ...rest] = line.split(" ");
  if (word !== "refused" || reason === undefined || rest.length > 0) return undefined;
  const decodedProvider = decodeWord(provider as string);
  const decodedReason = decodeWord(reason);
  if (decodedProvider === undefined || decodedReason === undefined) return undefined;
  if (!TAG.test(message as string)) return undefined;
  return {
    provider: decodedProvider,
    locale: locale as string,
    message: message as string,
    reason: decodedReason,
  };
}

function withCheck(content: string): string {
  return `${content} ${hash("sha256", content, "base64url").slice(0, CHECK_LENGTH)}`;
}

function formatMarks(marks: Marks): string {
  const words = [`=${marks.total}`];
  if (marks.missing > 0) words.push(`!${marks.missing}`);
  if (marks.broken > 0) words.push(`?${marks.broken}`);
  if (marks.rules !== "") words.push(`#${marks.rules}`);
  if (marks.extra > 0) words.push(`&${marks.extra}`);
  if (marks.person.length > 1) words.push(`*${marks.person.map((n) => n.toString(36)).join(".")}`);
  for (const tag of [...marks.stale].sort()) words.push(`-${tag}`);
  for (const tag of [...marks.flagged].sort()) words.push(`^${tag}`);
  for (const tag of [...marks.unconfirmed].sort()) words.push(`~${tag}`);
  for (const tag of [...marks.cells].sort()) words.push(`+${tag}`);
  return words.join(",");
}

const known = new Map<string, Marks>();
const SHORT = 40;

/** Most targets of a source have the same marks: they are read once. */
function marksOf(text: string): Marks | undefined {
  const marks = known.get(text) ?? parseMarks(text);
  if (marks !== undefined && text.length <= SHORT) known.set(text, marks);
  return marks;
}

function parseMarks(text: string): Marks | undefined {
  const stale = new Set<string>();
  const flagged = new Set<string>();
  const unconfirmed = new Set<string>();
  const cells = new Set<string>();
  let total = 0;
  let missing = 0;
  let broken = 0;
  let rules = "";
  let extra = 0;
  let person: Runs = [];
  for (const word of text.split(",")) {
    const value = word.slice(1);
    if (word.startsWith("=")) total = Number(value);
    else if (word.startsWith("!")) missing = Number(value);
    else if (word.startsWith("?")) broken = Number(value);
    else if (word.startsWith("&")) extra = Number(value);
    else if (word.startsWith("*")) person = value.split(".").map((n) => Number.parseInt(n, 36));
    else if (!TAG.test(value)) return undefined;
    else if (word.startsWith("#")) rules = value;
    else if (word.startsWith("-")) stale.add(value);
    else if (word.startsWith("^")) flagged.add(value);
    else if (word.startsWith("~")) unconfirmed.add(value);
    else if (word.startsWith("+")) cells.add(value);
    else return undefined;
  }
  const numbers = [total, missing, broken, extra, ...person];
  if (!numbers.every((n) => Number.isSafeInteger(n) && n >= 0)) return undefined;
  return { total, missing, broken, rules, extra, person, stale, flagged, unconfirmed, cells };
}

/** `encodeURIComponent` but for the slash, which keeps paths readable; lone surrogates survive. */
function encode(word: string): string {
  return encodeURIComponent(word.toWellFormed()).replaceAll("%2F", "/");
}

/** Undefined for a word that is not encoded as ours are. */
export function decodeWord(word: string): string | undefined {
  if (!word.includes("%")) return word;
  try {
    return decodeURIComponent(word);
  } catch {
    return undefined;
  }
}
