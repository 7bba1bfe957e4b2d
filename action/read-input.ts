import { isAbsolute, relative, resolve, sep } from "node:path";
import { UsageError } from "../core/model/errors.ts";

/** An input as the workflow gives it, trimmed; its default where it was left out. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

// Each reader throws UsageError, naming the input, for a text that it cannot take.

/** Undefined where the input is left out. */
export function optional<T>(read: (input: Input) => T): (input: Input) => T | undefined {
  return (input) => (input.text === "" ? undefined : read(input));
}

export function oneLine(input: Input): string {
  if (!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(input.text)) return input.text;
  throw refused(input, "takes one line without control characters");
}

export function choice<T extends string>(allowed: readonly T[]): (input: Input) => T {
  return (input) => {
    const found = allowed.find((candidate) => candidate === input.text);
    if (found !== undefined) return found;
    throw refused(input, `takes one of ${allowed.join(", ")}`);
  };
}

/** As YAML 1.2 writes booleans. */
export function flag(input: Input): boolean {
  if (/^(?:true|True|TRUE)$/u.test(input.text)) return true;
  if (/^(?:false|False|FALSE)$/u.test(input.text)) return false;
  throw refused(input, "takes true or false");
}

export function seconds(input: Input): number {
  if (/^\d{1,6}$/u.test(input.text)) return Number(input.text);
  throw refused(input, "takes a number of seconds");
}

export function count(input: Input): number {
  if (/^[1-9]\d{0,14}$/u.test(input.text)) return Number(input.text);
  throw refused(input, "takes a whole number above 0");
}

/** What lines and commas part, each once. */
export function list(input: Input): readonly string[] {
  const items = input.text.split(/[\n,]/u).map((text) => oneLine({ ...input, text: text.trim() }));
  return [...new Set(items.filter((item) => item !== ""))];
}

/** `api.example.com`, `localhost:8080`; never a scheme or a path, lest it looks like a prefix. */
export function hosts(input: Input): readonly string[] {
  return list(input).map((item) => {
    const host = item.toLowerCase();
    const isHost =
      !host.includes("*") &&
      URL.canParse(`https://${host}`) &&
      new URL(`https://${host}/`).host === host;
    if (isHost && host !== "") return host;
    throw refused({ ...input, text: item }, "takes names of hosts, such as api.example.com");
  });
}

/** A branch's short name, as `git check-ref-format --branch` allows it. */
export function branch(input: Input): string {
  const name = input.text.replace(/^refs\/heads\//u, "");
  // oxlint-disable-next-line no-control-regex -- git forbids them
  const isOdd = /[\u{0}-\u{20}\u{7f}~^:?*[\\]|\.\.|@\{|\/\/|^[-/.]|\/\.|[/.]$|\.lock(?:\/|$)/u;
  if (name !== "" && name !== "@" && !isOdd.test(name)) return name;
  throw refused(input, "takes the name of a branch");
}

/** Absolute, and inside the folder. */
export function folderIn(folder: string): (input: Input) => string {
  return (input) => {
    const path = resolve(folder, oneLine(input));
    const way = relative(folder, path);
    if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return path;
    throw refused(input, "takes a folder inside the repository");
  };
}

export function refused({ name, text }: Input, rule: string): UsageError {
  const value = name === "token" ? "the value given" : JSON.stringify(text);
  return new UsageError(
    `input ${name} ${rule}, not ${value}`,
    `Correct \`${name}:\` under \`with:\` in the workflow.`,
  );
}
