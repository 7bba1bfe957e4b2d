import type { Key } from "../model/key.ts";
import type { Message } from "../model/message.ts";
import { carryPlaceholders, type Mask, type Masked, sameList } from "./masked.ts";
import { indexNearTexts, type NearText } from "./near-texts.ts";
import { skeletonOf, skeletonScore } from "./skeleton.ts";
import { indexTexts } from "./text-index.ts";

/** A translation that stands in the repository, or stood there. */
export interface Unit {
  readonly source: string;
  readonly target: string;
  readonly namespace: string;
  readonly key: Key;
  readonly description?: string | undefined;
  /** Larger is more recent; equal for all that stand in the same commit. */
  readonly rank: number;
}

/** A unit that may serve a message. */
export interface Match {
  /**
   * As in the field: 101 same key and source; 100 same source, but for the names of placeholders;
   * 95–99 only numbers, placeholders or punctuation differ; 75–94 alike, in percent.
   */
  readonly score: number;
  /** The unit's, with the message's placeholders where the score is 100. */
  readonly target: string;
  readonly unit: Unit;
}

/** The repository's own translations into one locale. */
export interface Memory {
  /** The best few, best first; a target once. */
  suggest(message: Message): readonly Match[];
  /**
   * What a translator would take over without a look: a 101, or a 100 that is unanimous. Where one
   * source has several targets, those of the message's namespace count, and of them the latest;
   * undefined if these still differ. A unit that is described otherwise than the message never
   * fills it: equal texts that are described differently (`Open`, a verb or a state) differ.
   */
  fill(message: Message): string | undefined;
}

const MOST_SUGGESTIONS = 5;

/** A memory of units. Units without a target are no translations and are skipped. */
export function openMemory(from: Iterable<Unit>, mask: Mask): Memory {
  const units = [...from].filter(({ target }) => target !== "");
  const bySource = indexTexts(units.length, (number) => unitAt(number).source);
  const byMasked = indexTexts(units.length, (number) => maskedTexts()[number] as string);
  const bySkeleton = indexTexts(units.length, (number) =>
    skeletonOf(maskedTexts()[number] as string),
  );
  let near: ((text: string) => readonly NearText[]) | undefined;
  let masks: readonly string[] | undefined;

  function maskedTexts(): readonly string[] {
    masks ??= units.map((_, number) => maskedSource(number).text);
    return masks;
  }

  function unitAt(number: number): Unit {
    return units[number] as Unit;
  }

  function maskedSource(number: number): Masked {
    const unit = unitAt(number);
    return mask(unit.source, unit.namespace);
  }

  function exactMatches(message: Message): readonly Match[] {
    return bySource(message.text).map((number) => {
      const unit = unitAt(number);
      const isSame = isSameContext(unit, message) && !isDescribedOtherwise(unit, message);
      return { score: isSame ? 101 : 100, target: unit.target, unit };
    });
  }

  /** Same source but for the names of its placeholders. */
  function carriedMatches(masked: Masked): readonly Match[] {
    if (masked.placeholders.length === 0) return [];
    return byMasked(masked.text).flatMap((number) => {
      const unit = unitAt(number);
      const target = mask(unit.target, unit.namespace);
      const carried = carryPlaceholders(maskedSource(number), target, masked);
      return carried === undefined ? [] : { score: 100, target: carried, unit };
    });
  }

  function skeletonMatches(masked: Masked): readonly Match[] {
    const skeleton = skeletonOf(masked.text);
    if (skeleton === "") return [];
    return bySkeleton(skeleton).map((number) => {
      const unit = unitAt(number);
      return { score: skeletonScore(maskedSource(number), masked), target: unit.target, unit };
    });
  }

  function nearMatches(masked: Masked): readonly Match[] {
    near ??= indexNearTexts(maskedTexts());
    return near(masked.text).map(({ number, score }) => {
      const unit = unitAt(number);
      return { score: Math.min(score, 94), target: unit.target, unit };
    });
  }

  return {
    suggest(message) {
      const masked = mask(message.text, message.namespace);
      const exact = [...exactMatches(message), ...carriedMatches(masked)];
      const found = exact.length > 0 ? exact : [...skeletonMatches(masked), ...nearMatches(masked)];
      return bestFew(found, message.namespace);
    },
    fill(message) {
      let matches = exactMatches(message);
      if (matches.length === 0) {
        matches = carriedMatches(mask(message.text, message.namespace));
      }
      matches = matches.filter(({ unit }) => !isDescribedOtherwise(unit, message));
      const sameContext = matches.filter(({ score }) => score === 101);
      const sameNamespace = matches.filter(({ unit }) => unit.namespace === message.namespace);
      const closest = [sameContext, sameNamespace, matches].find(({ length }) => length > 0) ?? [];
      return agreedTarget(latest(closest));
    },
  };
}

function isSameContext(unit: Unit, message: Message): boolean {
  return unit.namespace === message.namespace && sameList(unit.key, message.key);
}

function isDescribedOtherwise(unit: Unit, message: Message): boolean {
  const isDescribed = unit.description !== undefined && message.description !== undefined;
  return isDescribed && unit.description !== message.description;
}

function latest(matches: readonly Match[]): readonly Match[] {
  const rank = matches.reduce((most, { unit }) => Math.max(most, unit.rank), -Infinity);
  return matches.filter(({ unit }) => unit.rank === rank);
}

/** The one target that all have; undefined when there are several, or none. */
function agreedTarget(matches: readonly Match[]): string | undefined {
  const targets = new Set(matches.map(({ target }) => target));
  return targets.size === 1 ? matches[0]?.target : undefined;
}

function bestFew(matches: readonly Match[], namespace: string): readonly Match[] {
  const isElsewhere = ({ unit }: Match): number => (unit.namespace === namespace ? 0 : 1);
  const best = [...matches].sort(
    (a, b) => b.score - a.score || isElsewhere(a) - isElsewhere(b) || b.unit.rank - a.unit.rank,
  );
  const seen = new Set<string>();
  return best
    .filter(({ target }) => !seen.has(target) && seen.add(target))
    .slice(0, MOST_SUGGESTIONS);
}
