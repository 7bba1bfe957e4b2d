import { isAlias, isMap, isNode, isScalar, isSeq, type YAMLMap } from "yaml";
import { canonicalLocale } from "../model/locale.ts";
import { nearest } from "../model/nearest.ts";
import type { Fields, Shape } from "../model/shape.ts";
import { templateFault } from "./template.ts";

/** Takes what is wrong at a UTF-16 offset of the text. */
export type Report = (offset: number, message: string) => void;

/** The kinds with parts of their own. */
type Branch = Extract<Shape, { kind: "either" | "fields" | "map" | "list" }>;
type Leaf = Exclude<Shape, Branch>;
type MapShape = Extract<Shape, { kind: "map" }>;

/**
 * The plain value of a YAML node that should have a shape. All that is wrong is reported; the value
 * is then not to be used. `name` is the value's place, such as `limits.characters`, for messages.
 */
export function readShape(node: unknown, shape: Shape, name: string, report: Report): unknown {
  if (shape.kind === "either") {
    const fitting = shape.of.find((one) => fits(one, node));
    if (fitting !== undefined) return readShape(node, fitting, name, report);
  } else if (fits(shape, node)) {
    if (shape.kind === "list" && isSeq(node) && (node.items.length > 0 || !shape.filled)) {
      return node.items.map((item, i) => readShape(item, shape.of, `${name}[${i}]`, report));
    }
    if (isMap(node) && shape.kind === "fields") return readFields(node, shape, name, report);
    if (isMap(node) && shape.kind === "map") return readMap(node, shape, name, report);
    if (shape.kind === "any") return readAny(node, name, report);
    if (isScalar(node) && isLeaf(shape)) {
      const fault = leafFault(shape, node.value);
      if (fault !== undefined) report(offsetOf(node), `"${name}" ${fault}`);
      return node.value;
    }
  }
  const example = exampleOf(shape, node);
  report(
    offsetOf(node),
    `"${name}" must be ${expectation(shape)}${example}, not ${described(node)}`,
  );
  return undefined;
}

function isLeaf(shape: Shape): shape is Leaf {
  return !["either", "fields", "map", "list"].includes(shape.kind);
}

function fits(shape: Shape, node: unknown): boolean {
  if (shape.kind === "list") return isSeq(node);
  if (shape.kind === "fields" || shape.kind === "map") return isMap(node);
  return shape.kind === "any" || isScalar(node);
}

function leafFault(shape: Leaf, value: unknown): string | undefined {
  const wrong = `must be ${expectation(shape)}, not ${JSON.stringify(value)}`;
  if (shape.kind === "boolean") return typeof value === "boolean" ? undefined : wrong;
  if (shape.kind === "count")
    return Number.isSafeInteger(value) && Number(value) > 0 ? undefined : wrong;
  if (shape.kind === "amount")
    return Number.isFinite(value) && Number(value) >= 0 ? undefined : wrong;
  if (typeof value !== "string" || value === "") return wrong;
  if (shape.kind === "choice") {
    return shape.values.includes(value) ? undefined : `${wrong}${didYouMean(value, shape.values)}`;
  }
  if (shape.kind === "locale") return canonicalLocale(value) === undefined ? wrong : undefined;
  if (shape.kind === "url") return isWebAddress(value) ? undefined : wrong;
  if (shape.kind !== "template") return undefined;
  const fault = templateFault(value);
  return fault && `is no path template: ${fault}`;
}

function isWebAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url?.protocol === "https:" || url?.protocol === "http:";
}

function readFields(
  map: YAMLMap,
  shape: { readonly fields: Fields; readonly open?: boolean },
  name: string,
  report: Report,
): Record<string, unknown> {
  const names = Object.keys(shape.fields);
  const entries: [string, unknown][] = [];
  for (const [key, value, offset] of pairsOf(map, report)) {
    const place = name === "" ? key : `${name}.${key}`;
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (field !== undefined) entries.push([key, readShape(value, field.shape, place, report)]);
    else if (shape.open) entries.push([key, readAny(value, place, report)]);
    else report(offset, `unknown key "${place}"${suggestion(key, names)}`);
  }
  const given = new Set(entries.map(([key]) => key));
  for (const required of names) {
    if (!shape.fields[required]?.required || given.has(required)) continue;
    report(offsetOf(map), `"${name === "" ? required : `${name}.${required}`}" is missing`);
  }
  return Object.fromEntries(entries);
}

function readMap(map: YAMLMap, shape: MapShape, name: string, report: Report): unknown {
  const entries: [string, unknown][] = [];
  for (const [key, value, offset] of pairsOf(map, report)) {
    const isWord = shape.keys === "name" || shape.words.includes(key);
    if (!isWord && (shape.keys === "word" || canonicalLocale(key) === undefined)) {
      const what = shape.keys === "word" ? "unknown key" : "not a locale:";
      report(offset, `${what} "${name}.${key}"${suggestion(key, shape.words)}`);
    }
    entries.push([key, readShape(value, shape.of, `${name}.${key}`, report)]);
  }
  return Object.fromEntries(entries);
}

/** Whatever stands there, as plain data. `Object.fromEntries` makes `__proto__` a key like any. */
function readAny(node: unknown, name: string, report: Report): unknown {
  if (isSeq(node)) return node.items.map((item, i) => readAny(item, `${name}[${i}]`, report));
  if (isMap(node)) {
    const pairs = pairsOf(node, report);
    return Object.fromEntries(pairs.map(([k, v]) => [k, readAny(v, `${name}.${k}`, report)]));
  }
  if (isAlias(node)) report(offsetOf(node), `"${name}" must be written out, not an alias`);
  return isScalar(node) ? node.value : null;
}

/** Keys, values and the offsets of the keys. Our own look at duplicates: yaml's is quadratic. */
function pairsOf(map: YAMLMap, report: Report): readonly (readonly [string, unknown, number])[] {
  const seen = new Set<string>();
  return map.items.map(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : described(key);
    const offset = offsetOf(key);
    if (seen.has(name)) report(offset, `"${name}" stands here a second time`);
    seen.add(name);
    return [name, value, offset];
  });
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** "; did you mean …?", or all that is known when nothing is near. */
function suggestion(name: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  return didYouMean(name, names) || `; known: ${names.join(", ")}`;
}

function didYouMean(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

function expectation(shape: Shape): string {
  switch (shape.kind) {
    case "either":
      return shape.of.map(expectation).join(" or ");
    case "fields":
    case "map":
      return "a map";
    case "list":
      return shape.filled ? "a list with at least one item" : "a list";
    case "choice":
      return `one of ${shape.values.join(", ")}`;
    case "count":
      return "a whole number above 0";
    case "amount":
      return "a number";
    case "boolean":
      return "true or false";
    case "locale":
      return "a locale, such as pt-BR";
    case "template":
      return "a path with {locale}";
    case "url":
      return "an address that begins with https://";
    default:
      return "a text";
  }
}

/** ", such as [de]": what was written, in the brackets that it lacks. */
function exampleOf(shape: Shape, node: unknown): string {
  if (!isScalar(node) || typeof node.value !== "string" || !PLAIN.test(node.value)) return "";
  if (shape.kind === "list") return `, such as [${node.value}]`;
  if (shape.kind !== "fields") return "";
  const [required] = Object.keys(shape.fields).filter((key) => shape.fields[key]?.required);
  return required === undefined ? "" : `, such as { ${required}: ${node.value} }`;
}

/** Means the same with brackets around it. */
const PLAIN = /^[\w.-]{1,40}$/u;

function described(node: unknown): string {
  if (isAlias(node)) return "an alias";
  if (isMap(node)) return "a map";
  if (isSeq(node)) return node.items.length === 0 ? "an empty list" : "a list";
  return isScalar(node) ? JSON.stringify(node.value) : "nothing";
}
