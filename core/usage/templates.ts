import type { Text } from "./texts.ts";

/** No expression is read past this length. */
const LONGEST = 4000;
/** A text in quotes, and the way to it: `[title]="…"`, `(click)="…"`, `*ngIf='…'`. */
const BOUND = String.raw`(?:[\])]|\s\*[\w-]{1,99})=`;
const EXPRESSIONS: RegExp = new RegExp(
  [
    String.raw`\{\{((?:[^{}]|\}(?!\})|\{(?!\{)){0,${LONGEST}})\}\}`,
    `${BOUND}"([^"]{0,${LONGEST}})"`,
    `${BOUND}'([^']{0,${LONGEST}})'`,
  ].join("|"),
  "dgu",
);
const UNREAD = /<!--[^]*?(?:-->|$)|<(script|style)\b[^]*?(?:<\/\1|$)/giu;

const SPACE = String.raw`\s{0,40}`;
/** A text as written, without escapes, in either kind of quotes. */
const LITERAL = String.raw`(?:'([^'\\\n]{1,200})'|"([^"\\\n]{1,200})")`;
/** `condition ?`, behind which a pipe binds closer than the choice. */
const CONDITION = String.raw`^[^|:?]{0,500}\?${SPACE}`;

interface Expression {
  readonly code: string;
  readonly start: number;
}

/** What no expression stands in is blank, so that places stay as they are. */
function readable(template: string): string {
  return template.replaceAll(UNREAD, (unread) =>
    unread.replaceAll(/[^\n]/gu, (one) => " ".repeat(one.length)),
  );
}

function expressionsIn(template: string): readonly Expression[] {
  return [...readable(template).matchAll(EXPRESSIONS)].flatMap(({ indices }) => {
    const [start, end] = indices?.slice(1).find((found) => found !== undefined) ?? [0, 0];
    return [{ code: template.slice(start, end), start }];
  });
}

/**
 * The texts that go through a pipe as they are: `'key' | translate`, the last of
 * `ok ? a : 'b' | translate`, both of `(ok ? 'a' : 'b') | translate`. What is put together of parts,
 * returned by a call or another pipe's parameter is none of them.
 */
export function pipedTexts(template: string, pipe: string): readonly Text[] {
  const piped = String.raw`${SPACE}\|${SPACE}${pipe}\b`;
  const other = String.raw`(?:[^|?:]{1,200}|[^|?:]{1,200}\|${SPACE}${pipe}${SPACE}\)?${SPACE})`;
  return [
    String.raw`(?:^|[(\[,?])${SPACE}${LITERAL}${piped}`,
    `${CONDITION}${other}:${SPACE}${LITERAL}${piped}`,
    String.raw`^${SPACE}\([^()|:?]{0,500}\?${SPACE}${LITERAL}${SPACE}:${SPACE}${LITERAL}${SPACE}\)${piped}`,
  ].flatMap((pattern) => literalsOf(template, pattern));
}

/** The first arguments of calls of a name: `t('key')`, `t('key', params)`. */
export function calledTexts(template: string, name: string): readonly Text[] {
  return literalsOf(template, String.raw`(?<![\w.$])${name}\(${SPACE}${LITERAL}${SPACE}[,)]`);
}

/** Places of the calls whose first argument is anything else. */
export function otherCalls(template: string, name: string): readonly number[] {
  const all = new RegExp(String.raw`(?<![\w.$])${name}\((?!${SPACE}${LITERAL}${SPACE}[,)])`, "gu");
  return expressionsIn(template).flatMap(({ code, start }) =>
    [...code.matchAll(all)].map(({ index }) => start + index),
  );
}

/** The values of an attribute that is a text: `name="key"`, `[name]="'key'"`. */
export function attributeTexts(template: string, name: string): readonly Text[] {
  const pattern = new RegExp(
    String.raw`\s(?:${name}="([^"'{}<>]{1,200})"|\[${name}\]="'([^"'\\]{1,200})'")`,
    "dgu",
  );
  return groupsOf(readable(template), pattern, 0);
}

/** The values of a structural directive: `let t` of `*name="let t"`. */
export function directivesOf(template: string, name: string): readonly string[] {
  const pattern = new RegExp(String.raw`\s\*${name}="([^"]{0,${LONGEST}})"`, "gu");
  return [...readable(template).matchAll(pattern)].map(([, value]) => value ?? "");
}

function literalsOf(template: string, pattern: string): readonly Text[] {
  const expression = new RegExp(pattern, "dgu");
  return expressionsIn(template).flatMap(({ code, start }) => groupsOf(code, expression, start));
}

/** Each text starts at its quote, as in code. */
function groupsOf(code: string, pattern: RegExp, by: number): readonly Text[] {
  return [...code.matchAll(pattern)].flatMap(({ indices }) =>
    (indices?.slice(1) ?? []).flatMap((found) =>
      found === undefined
        ? []
        : [{ pieces: [code.slice(...found)], start: by + found[0] - 1 } as const],
    ),
  );
}
