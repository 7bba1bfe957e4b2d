/**
 * Bytes of stack that a native parser may take for one character, measured with oxc 0.159 and a
 * fifth on top: `(a=(a=`, `[[` in types, `@(@(` take most for what they are written with.
 */
const BRACKET = 2_600;
const BRANCH = 1_300;
const OPERATOR = 400;

const BY_CHARACTER: Readonly<Record<string, number>> = {
  ...sharing("([{<@", BRACKET),
  // Of `a=>b`, `a=b`, `a?b:c` and labels.
  ...sharing("=?:", BRANCH),
  // Of `!!a`, and of chains that end to end are a tree as deep as they are long: `a+b+c`, `a.b.c`.
  ...sharing("!~+-*/%&|^.,`", OPERATOR),
};

const ASCII: Uint16Array = Uint16Array.from({ length: 128 }, (_, code) => {
  return BY_CHARACTER[String.fromCodePoint(code)] ?? 0;
});

/** What nests without a bracket: `do do a`, `new new a`, `keyof keyof A`. */
const WORDS =
  /\b(?:as|await|delete|do|extends|in|infer|instanceof|is|keyof|new|of|readonly|satisfies|typeof|unique|void|yield)\b/gu;

/** Characters of the shortest of {@link WORDS} and of what parts it from the next. */
const SHORTEST = 3;

/** Whether code can be parsed within `room` bytes of stack. */
export function fitsStack(code: string, room: number): boolean {
  const need = needOfCharacters(code);
  // Words cost more to find than all else here, and most sources have room for nothing but words.
  if (need + (code.length / SHORTEST + 1) * BRANCH <= room) return true;
  return need <= room && need + needOfWords(code) <= room;
}

/** The most stack that code can take to be parsed, in bytes: as if everything stood in everything. */
export function stackNeed(code: string): number {
  return needOfCharacters(code) + needOfWords(code);
}

/** Where brackets stand deepest in brackets, whatever they stand in. */
export function deepestAt(code: string): number {
  let [depth, most, deepest] = [0, 0, 0];
  for (const { 0: bracket, index } of code.matchAll(/[()[\]{}]/gu)) {
    depth += "([{".includes(bracket) ? 1 : -1;
    if (depth > most) [most, deepest] = [depth, index];
  }
  return deepest;
}

function needOfCharacters(code: string): number {
  let need = 0;
  for (let at = 0; at < code.length; at++) {
    const char = code.charCodeAt(at);
    if (char < 128) need += ASCII[char] as number;
  }
  return need;
}

function needOfWords(code: string): number {
  return (code.match(WORDS)?.length ?? 0) * BRANCH;
}

function sharing(characters: string, need: number): Readonly<Record<string, number>> {
  return Object.fromEntries([...characters].map((character) => [character, need]));
}
