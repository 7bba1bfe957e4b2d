const OPENING = "([{";
const CLOSING = ")]}";
/** How far an argument's list is looked for, in characters. */
const FARTHEST = 2_000;
/** What may end an opening tag, or says that it is none. */
const TAG = /[>{}()<;]/gu;
const BRACKET = /[()[\]{}]/gu;

/** Where what is open at `start` is closed. */
export function closingAt(code: string, start: number): number | undefined {
  let depth = 0;
  BRACKET.lastIndex = start;
  for (let found = BRACKET.exec(code); found !== null; found = BRACKET.exec(code)) {
    if (OPENING.includes(found[0])) depth++;
    else if (depth-- === 0) return found.index;
  }
  return undefined;
}

/** The next character that is no white space, "" at the end. */
export function next(code: string, at: number): string {
  return code[nextIndex(code, at)] ?? "";
}

function nextIndex(code: string, start: number): number {
  let at = start;
  while (isSpace(code[at])) at++;
  return at;
}

function isSpace(char: string | undefined): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r";
}

/** What stands before, without white space. */
function before(code: string, start: number): number {
  let at = start - 1;
  while (isSpace(code[at])) at--;
  return at;
}

/** Whether a call from `start` to `end` is one: no method's head, no signature, no JSX text. */
export function isValue(code: string, start: number, end: number): boolean {
  const at = before(code, start);
  const char = code[at] ?? ";";
  const follows = next(code, end);
  if (follows === "{" || isArrow(code, end)) return false;
  // `t(key): string;` of a type or a class; `? t(a) : t(b)` is none.
  if (follows === ":" && "{,;".includes(char)) return false;
  if (char === ">") return code[at - 1] === "=";
  if ("({[,;=?:&|!+".includes(char)) return true;
  return /(?:^|[^\w$.])(?:return|await|case|typeof)$/u.test(
    code.slice(Math.max(0, at - 10), at + 1),
  );
}

/** Whether a name is handed on, as an argument or as a property of JSX, or none: `don't` in JSX. */
export function asksNothing(code: string, start: number, end: number): boolean {
  if (code[start - 1] === "'" || isBareTag(code, start, end)) return true;
  const at = before(code, start);
  if (code[at] === "{") return code[at - 1] === "=" && next(code, end) === "}";
  if (code.startsWith("={", end)) return /\s/u.test(code[start - 1] ?? "");
  return isArgument(code, at, end);
}

/** `<Trans>`, `</Trans>`, `<Trans />`, or an argument of a type: without attributes none asks. */
function isBareTag(code: string, start: number, end: number): boolean {
  if (code[start - 1] !== "<" && !code.startsWith("</", start - 2)) return false;
  const at = nextIndex(code, end);
  return code[at] === ">" || code.startsWith("/>", at);
}

/** Behind the `>` of an opening tag whose name ends at `start`; undefined where it may be none. */
export function endOfTag(code: string, start: number): number | undefined {
  TAG.lastIndex = start;
  for (let found = TAG.exec(code); found !== null; found = TAG.exec(code)) {
    if (found[0] === ">") return TAG.lastIndex;
    const close = found[0] === "{" ? closingAt(code, TAG.lastIndex) : undefined;
    if (close === undefined || code[close] !== "}") return undefined;
    TAG.lastIndex = close + 1;
  }
  return undefined;
}

/** Whether a slash stands in front: what follows may be a pattern's. */
export function isDivided(code: string, start: number): boolean {
  return code[before(code, start)] === "/";
}

/** An argument of a call or of its list, `useMemo(…, [t])`, and no parameter. */
function isArgument(code: string, at: number, end: number): boolean {
  if (!"(,[".includes(code[at] ?? " ") || !",)]".includes(next(code, end))) return false;
  let open = code[at] === "," ? openingAt(code, at) : at;
  let close = closingAt(code.slice(0, end + FARTHEST), end);
  if (code[open] === "[" && close !== undefined && code[close] === "]") {
    open = openingAt(code, open);
    close = nextIndex(code, close + 1);
    if (code[close] === ",") close = nextIndex(code, close + 1);
  }
  if (close === undefined || code[open] !== "(" || code[close] !== ")") return false;
  // In parentheses that call nothing it is a value of its own.
  const called = before(code, open);
  if (!/[\w$)\]>]/u.test(code[called] ?? "") || isArrow(code, called - 1)) return false;
  return !/[{:([.`=]/u.test(next(code, close + 1));
}

/** Where what is open before `start` was opened; -1 where nothing is. */
function openingAt(code: string, start: number): number {
  let depth = 0;
  for (let at = start - 1; at >= Math.max(0, start - FARTHEST); at--) {
    const char = code[at] as string;
    if (CLOSING.includes(char)) depth++;
    else if (OPENING.includes(char) && depth-- === 0) return at;
  }
  return -1;
}

/** Whether a statement that ends here may end: at its semicolon, its line or its block. */
export function isEnded(code: string, end: number): boolean {
  let at = end;
  while (code[at] === " " || code[at] === "\t") at++;
  return /[;\r\n}]/u.test(code[at] ?? "\n");
}

function isArrow(code: string, at: number): boolean {
  const index = nextIndex(code, at);
  return code[index] === "=" && code[index + 1] === ">";
}
