import type { Key } from "../model/key.ts";
import type { Adapter, Resolution } from "./adapter.ts";
import type { KnownKeys, KnownMessage } from "./known-keys.ts";
import { LIBRARIES, type Library } from "./libraries.ts";
import { namespacesAsked, withInnerNamespaces } from "./inner-namespaces.ts";
import { mergeSettings } from "./merge-settings.ts";
import { nearestIn } from "./near.ts";
import type { FileUses, Pieces, Use } from "./use.ts";

/** A source file and what it asks for. */
export interface SourceUses extends FileUses {
  readonly path: string;
  /** The folder of its package: what holds for one says nothing about another. */
  readonly unit: string;
}

/** Something wrong at a use, without words. */
export interface UseFault {
  readonly code: "undefined-key" | "argument";
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly namespace?: string;
  /** With `*` where the code does not tell. */
  readonly key: Key;
  /** Of an undefined key: the same without the namespace that it names. */
  readonly sought?: Key;
  /** The program has a text of its own, or the key is only known in part. */
  readonly isMild: boolean;
  /** Of an undefined key: the message that was perhaps meant. */
  readonly near?: KnownMessage;
  /** Of an undefined key: the other namespaces that define it. */
  readonly elsewhere?: readonly string[];
  /** Of arguments: what the text names, and what is passed. */
  readonly expected?: readonly string[];
  readonly passed?: readonly string[];
}

export interface UsePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface Judgement {
  readonly faults: readonly UseFault[];
  /** Where each message is used, in the order of the files. */
  readonly places: ReadonlyMap<KnownMessage, readonly UsePlace[]>;
  /** Packages most of whose keys the source lacks: their locale files are others than these. */
  readonly strangers: readonly string[];
}

export interface Judging {
  readonly adapters: Readonly<Record<Library, Adapter>>;
  readonly known: KnownKeys;
  /**
   * The arguments that a message's text names, if in one of these syntaxes; undefined where it is
   * malformed.
   */
  readonly argumentsOf: (
    message: KnownMessage,
    syntaxes: Adapter["fills"],
  ) => readonly string[] | undefined;
  /** Namespaces whose file could not be read: keys that nobody defines may be theirs. */
  readonly unreadable: ReadonlySet<string>;
}

/** A use and what it refers to. */
interface Resolved {
  readonly path: string;
  readonly unit: string;
  readonly use: Use;
  readonly resolution: Resolution;
  /** What is wrong, if it is to be told; made when it is first asked for. */
  fault?: UseFault | "none";
}

/**
 * What is wrong where messages are used, and where each of them is. What a source's uses refer to
 * is kept for the next call: only sources that are others than before are looked at again.
 */
export function openJudge(judging: Judging): (sources: readonly SourceUses[]) => Judgement {
  const { adapters, known } = judging;
  const nearest = nearestIn(known);
  let kept = new WeakMap<SourceUses, readonly Resolved[]>();
  let basis = "";

  return (sources) => {
    const settings = mergeSettings(sources);
    const asked = namespacesAsked(sources);
    const inner = withInnerNamespaces(known, asked);
    const now = JSON.stringify([[...asked], LIBRARIES.map(settings)]);
    if (now !== basis) [kept, basis] = [new WeakMap(), now];

    function resolveAll(source: SourceUses): readonly Resolved[] {
      const { path, unit, uses } = source;
      let all = kept.get(source);
      if (all === undefined) {
        all = uses.map((use) => {
          const resolution = adapters[use.library].resolve(use, inner, settings(use.library));
          return { path, unit, use, resolution };
        });
        kept.set(source, all);
      }
      return all;
    }

    function faultOf(one: Resolved): UseFault | undefined {
      one.fault ??=
        (one.resolution.outcome === "undefined"
          ? undefinedKey(one, inner, nearest)
          : argumentFault(one, judging, settings(one.use.library).defaultArguments)) ?? "none";
      return one.fault === "none" ? undefined : one.fault;
    }
    return judgementOf(sources.flatMap(resolveAll), judging, faultOf);
  };
}

function judgementOf(
  resolved: readonly Resolved[],
  judging: Judging,
  faultOf: (one: Resolved) => UseFault | undefined,
): Judgement {
  const trusted = trustedOf(resolved);
  const isOpen = (one: Resolved) => mayBeUnreadable(one, judging);
  const strangers = strangersOf(resolved.filter((one) => !isOpen(one)));
  const faults: UseFault[] = [];
  const places = new Map<KnownMessage, UsePlace[]>();
  for (const one of resolved) {
    const { path, unit, use, resolution } = one;
    const { line, column } = use;
    for (const message of resolution.messages) addTo(places, message, { path, line, column });
    const doubt = doubtOf(one);
    if (doubt !== undefined && !trusted.has(doubt)) continue;
    const isUndefined = resolution.outcome === "undefined";
    if (isUndefined && (use.isOptional === true || strangers.has(unit) || isOpen(one))) continue;
    const fault = faultOf(one);
    if (fault !== undefined) faults.push(fault);
  }
  return { faults, places, strangers: [...strangers] };
}

/** Whether a key that nobody defines may stand in a file that could not be read. */
function mayBeUnreadable(
  { use, resolution: { outcome, sought } }: Resolved,
  { known, unreadable }: Judging,
): boolean {
  if (unreadable.size === 0 || outcome !== "undefined") return false;
  const asked = sought?.namespace === undefined ? use.namespaces : [sought.namespace];
  if (asked !== null && asked !== undefined) return asked.some((name) => unreadable.has(name));
  return !known.namespaces.some(
    ({ name }) => name !== "" && !unreadable.has(name) && use.keys[0][0].startsWith(`${name}.`),
  );
}

function addTo(places: Map<KnownMessage, UsePlace[]>, message: KnownMessage, at: UsePlace): void {
  const known = places.get(message);
  if (known === undefined) places.set(message, [at]);
  else known.push(at);
}

/** Evidence that a function translates: so many keys of those that it is asked for, at least. */
const ENOUGH = 5;
const TRUSTED = 0.9;

/** The functions of unknown origin whose exact keys are nearly all defined. */
function trustedOf(resolved: readonly Resolved[]): ReadonlySet<string> {
  const counts = countBy(resolved, doubtOf);
  const trusted = [...counts].filter(
    ([, { found, all }]) => found >= ENOUGH && found / all >= TRUSTED,
  );
  return new Set(trusted.map(([doubt]) => doubt));
}

function doubtOf({ unit, use: { doubt } }: Resolved): string | undefined {
  return doubt === undefined ? undefined : `${unit} ${doubt}`;
}

/** From so many undefined keys on, when they are so many of all, the files are wrong, not the keys. */
const MANY = 20;
const FAMILIAR = 0.7;

function strangersOf(resolved: readonly Resolved[]): ReadonlySet<string> {
  const certain = resolved.filter(({ use }) => use.doubt === undefined);
  const counts = countBy(certain, ({ unit }) => unit);
  const strangers = [...counts].filter(
    ([, { found, all }]) => all - found >= MANY && found / all < FAMILIAR,
  );
  return new Set(strangers.map(([unit]) => unit));
}

function countBy(
  resolved: readonly Resolved[],
  by: (one: Resolved) => string | undefined,
): ReadonlyMap<string, { readonly found: number; readonly all: number }> {
  const counts = new Map<string, { found: number; all: number }>();
  for (const one of resolved) {
    const group = by(one);
    const { use, resolution } = one;
    if (group === undefined || resolution.outcome === "unknown") continue;
    if (use.isOptional === true || use.keys.some((pieces) => pieces.length > 1)) continue;
    const count = counts.get(group) ?? { found: 0, all: 0 };
    counts.set(group, count);
    count.all++;
    if (resolution.outcome !== "undefined") count.found++;
  }
  return counts;
}

function undefinedKey(
  { path, use, resolution: { sought } }: Resolved,
  known: KnownKeys,
  nearest: (name: string) => KnownMessage | undefined,
): UseFault {
  const pieces = sought?.pieces ?? use.keys[0];
  const isExact = pieces.length === 1;
  const [name] = pieces;
  const elsewhere = isExact
    ? known.namespaces.filter((place) => place.get(name) !== undefined)
    : [];
  const below = sought?.namespace === undefined ? undefined : `${sought.namespace}.${name}`;
  const near =
    isExact && elsewhere.length === 0
      ? (nearest(name) ?? (below === undefined ? undefined : nearest(below)))
      : undefined;
  return {
    code: "undefined-key",
    ...placeOf(path, use),
    ...(sought?.namespace !== undefined && { namespace: sought.namespace }),
    sought: shown(pieces),
    isMild: !isExact || use.hasDefault === true,
    ...(near !== undefined && { near }),
    ...(elsewhere.length > 0 && { elsewhere: elsewhere.map((place) => place.name) }),
  };
}

function placeOf(
  path: string,
  { line, column, keys: [pieces], namespaces }: Use,
): Pick<UseFault, "path" | "line" | "column" | "key" | "namespace"> {
  const namespace = namespaces?.[0];
  return { path, line, column, key: shown(pieces), ...(namespace !== undefined && { namespace }) };
}

/** `a.*.b`, in segments. A key that is a sentence is one segment. */
function shown(pieces: Pieces): Key {
  const text = pieces.join("*");
  return /^[^\s.]+(?:\.[^\s.]+)*$/u.test(text) ? text.split(".") : [text];
}

function argumentFault(
  { path, use, resolution: { messages, outcome, lacks } }: Resolved,
  { argumentsOf, adapters }: Judging,
  always: readonly string[] | null | undefined,
): UseFault | undefined {
  const { passed } = use;
  const [message, ...more] = messages;
  if (passed === undefined || always === null || message === undefined) return undefined;
  const shared = () => {
    const at = { ...placeOf(path, use), key: message.key, namespace: message.namespace };
    return { code: "argument", ...at, isMild: false } as const;
  };
  if (outcome === "unchosen" && lacks !== undefined) {
    return { ...shared(), key: shown(use.keys[0]), expected: [lacks], passed };
  }
  if (outcome !== "found" || more.length > 0 || use.isTree === true) return undefined;
  const isGiven = (name: string) => passed.includes(name) || always?.includes(name) === true;
  const named = argumentsOf(message, adapters[use.library].fills) ?? [];
  const expected = named.filter((name) => !isGiven(name));
  return expected.length === 0 ? undefined : { ...shared(), expected, passed: [] };
}
