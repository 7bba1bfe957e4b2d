import { arrive } from "./block.ts";
import { type Composer, fail, type Held, topOf } from "./composer.ts";
import { takeFlowNode } from "./flow.ts";

/** A node in a block: the first of its line closes what is indented deeper. */
export function beginNode(composer: Composer): void {
  if (composer.held !== undefined)
    return fail(composer, "malformed", "expected the end of the line");
  if (composer.fresh) arrive(composer, false);
  composer.fresh = false;
}

/** A scalar that is no block, or an alias. */
export function takeNode(composer: Composer, type: "scalar" | "alias", source: string): void {
  if (topOf(composer).inFlow) {
    takeFlowNode(composer, heldNode(composer, type, source, false, false));
  } else {
    const { fresh } = composer;
    const startable = composer.startable && !composer.tabbed;
    beginNode(composer);
    composer.held = heldNode(composer, type, source, fresh, startable);
    composer.startable = false;
  }
  composer.spaced = false;
  composer.end = composer.at + source.length;
}

export function heldNode(
  composer: Composer,
  type: Held["type"],
  source: string,
  fresh: boolean,
  startable: boolean,
): Held {
  const start = composer.at;
  const column = start - composer.line;
  return { type, source, start, end: start + source.length, column, fresh, startable };
}

/** An anchor or a tag in a block needs an entry to stand in; before one it would be the key's. */
export function takeBlockProperty(composer: Composer): void {
  beginNode(composer);
  if (topOf(composer).open < 0)
    fail(composer, "unsupported", "an anchor or a tag on a key: it belongs in front of a value");
}

export function takeProperty(composer: Composer, type: "anchor" | "tag", source: string): void {
  composer.properties ??= {
    anchor: undefined,
    tag: undefined,
    start: composer.at,
    end: composer.at,
    line: composer.line,
  };
  composer.properties.end = composer.at + source.length;
  composer.properties.line = composer.line;
  if (/^[&!]$|^!!$/u.test(source) && source !== "!")
    fail(composer, "malformed", `an empty ${type}`);
  if (composer.properties[type] !== undefined)
    return fail(composer, "malformed", `a second ${type}`);
  composer.properties[type] = type === "anchor" ? source.slice(1) : source;
}
