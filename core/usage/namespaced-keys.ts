import type { Resolution } from "./adapter.ts";
import type { KnownKeys, KnownMessage, KnownNamespace } from "./known-keys.ts";
import type { Pieces, Settings, Use } from "./use.ts";

/** What a key means to i18next: a namespace in front of it or around it, a variant behind it. */
export function resolveNamespaced(use: Use, known: KnownKeys, settings: Settings): Resolution {
  let resolution: Resolution = { outcome: "undefined", messages: [] };
  for (const [at, pieces] of use.keys.entries()) {
    const one = resolveKey(pieces, use, known, settings);
    if (one.outcome === "found" || one.outcome === "unknown") return one;
    if (one.outcome === "unchosen" || at === 0) resolution = one;
  }
  return resolution;
}

function resolveKey(pieces: Pieces, use: Use, known: KnownKeys, settings: Settings): Resolution {
  const [namespaces, key] = splitNamespace(pieces, settings);
  if (namespaces === undefined) return resolveIn(key, use.namespaces, use, known, settings);
  const split = resolveIn(key, namespaces, use, known, settings);
  if (split.outcome === "found") return split;
  // A key that is a sentence may well hold a colon.
  const whole = resolveIn(pieces, use.namespaces, use, known, settings);
  if (whole.outcome === "found") return whole;
  const [namespace] = namespaces ?? [];
  const sought = { pieces: dotted(key, settings), ...(namespace !== undefined && { namespace }) };
  return { ...split, sought };
}

function resolveIn(
  written: Pieces,
  asked: Use["namespaces"],
  use: Use,
  known: KnownKeys,
  settings: Settings,
): Resolution {
  const key = dotted(written, settings);
  const { places, isPartial } = placesOf(asked, known, settings);
  let unchosen: Resolution | undefined;
  for (const place of places) {
    const resolution = lookUp(place, key, use);
    if (resolution.outcome === "found") return resolution;
    if (resolution.outcome === "unchosen") unchosen ??= resolution;
  }
  return unchosen ?? { outcome: isPartial ? "unknown" : "undefined", messages: [] };
}

/** `common:title`: the namespace in front, null where it is not known. */
function splitNamespace(
  pieces: Pieces,
  { namespaceSeparator }: Settings,
): readonly [readonly string[] | null | undefined, Pieces] {
  if (namespaceSeparator === false) return [undefined, pieces];
  const separator = namespaceSeparator ?? ":";
  const at = pieces.findIndex((piece) => piece.includes(separator));
  const piece = pieces[at] ?? "";
  const end = piece.indexOf(separator);
  // `Name: {{name}}`, `Name:`.
  const isSentence =
    piece.startsWith(": ", end) || (pieces.length === 1 && end === piece.length - 1);
  if (at < 0 || isSentence) return [undefined, pieces];
  const key = [piece.slice(end + separator.length), ...pieces.slice(at + 1)] as unknown as Pieces;
  return [at === 0 ? [piece.slice(0, end)] : null, key];
}

/** The key with its segments joined by dots, as all names are. */
function dotted(pieces: Pieces, { keySeparator }: Settings): Pieces {
  if (typeof keySeparator !== "string" || keySeparator === ".") return pieces;
  return pieces.map((piece) => piece.replaceAll(keySeparator, ".")) as unknown as Pieces;
}

interface Places {
  /** Where to look, the likeliest first. */
  readonly places: readonly KnownNamespace[];
  /** One of the namespaces is not among those that we know. */
  readonly isPartial: boolean;
}

function placesOf(
  asked: readonly string[] | null | undefined,
  { namespaces }: KnownKeys,
  { defaultNamespaces, fallbackNamespaces }: Settings,
): Places {
  const names = asked === undefined ? defaultNamespaces : asked;
  if (names === null || names === undefined) return { places: namespaces, isPartial: false };
  const places = new Set<KnownNamespace>();
  let isPartial = false;
  for (const name of [...names, ...(fallbackNamespaces ?? [])]) {
    const found = namespaces.filter((namespace) => isCalled(namespace.name, name));
    for (const place of found) places.add(place);
    isPartial ||= found.length === 0;
  }
  // Any may be what an application falls back to, as long as its code does not tell.
  if (fallbackNamespaces === null) for (const place of namespaces) places.add(place);
  return { places: [...places], isPartial };
}

/**
 * A namespace of two families has their folders in front of its name; files without a namespace are
 * whatever the application calls them.
 */
function isCalled(namespace: string, name: string): boolean {
  return namespace === name || namespace === "" || namespace.endsWith(`/${name}`);
}

function lookUp(place: KnownNamespace, pieces: Pieces, use: Use): Resolution {
  if (pieces.length > 1) {
    const messages = place.matching(pieces);
    return { outcome: messages.length > 0 ? "found" : "undefined", messages };
  }
  const [name] = pieces;
  const { passed } = use;
  const exact = place.get(name);
  const below = place.below(name);
  const variants = place.variants(name);
  const isVaried = passed === undefined || passed.includes("count") || passed.includes("context");
  const messages = [
    ...(exact === undefined ? [] : [exact]),
    ...below,
    ...(isVaried ? variants : []),
  ];
  if (messages.length > 0) return { outcome: "found", messages };
  const forms = variants.filter((variant) => isForm(variant, name));
  if (forms.length === 0) return { outcome: "undefined", messages: [] };
  return { outcome: "unchosen", messages: forms, lacks: "count" };
}

/** `cart_one`, `cart_ordinal_one`, `cart_plural`, `cart_0` of `cart`. */
function isForm({ name }: KnownMessage, of: string): boolean {
  const suffix = name.slice(name.lastIndexOf(of) + of.length);
  return /^_(?:ordinal_)?(?:zero|one|two|few|many|other|plural|\d)$/u.test(suffix);
}
