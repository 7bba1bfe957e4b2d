import type { Reply } from "../listen.ts";
import type { Project, State, Version } from "./state.ts";

export type Role = "read" | "user" | "admin";

/** A request that has passed the door: its address, its key and its project are right. */
export interface Asked {
  readonly state: State;
  readonly project: Project;
  /** By the name of the part of the path. */
  readonly at: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined where no body came. */
  readonly body: unknown;
  /** Undefined where no key came, or one that is none. */
  readonly role: Role | undefined;
  /** Without a slash at its end. */
  readonly url: string;
}

export interface Route {
  readonly method: string;
  /** `{name}` for a part of the path. */
  readonly path: string;
  /** Undefined: for everybody. */
  readonly role?: Role;
  readonly query?: readonly string[];
  /** What must be sent; "none" and "maybe" take an empty one. */
  readonly body?: "needed" | "maybe";
  readonly answer: (asked: Asked) => Reply;
}

export function refused(status: number, message: string): Exclude<Reply, "hang"> {
  return { status, body: { errorMessage: message } };
}

/** Thrown by what only finds or reads. */
export class Refused extends Error {
  readonly reply: Reply;
  constructor(status: number, message: string) {
    super(message);
    this.reply = refused(status, message);
  }
}

export function versionOf({ project, at }: Asked, name: string = at["version"] ?? ""): Version {
  const version = project.versions.get(name);
  if (version === undefined) throw new Refused(404, `version ${name} not found`);
  return version;
}

export function languageOf({ project, at }: Asked): string {
  const { language = "" } = at;
  if (!project.languages.has(language)) throw new Refused(404, `language ${language} not found`);
  return language;
}

export function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    return body as Record<string, unknown>;
  }
  throw new Refused(400, "the body must be a JSON object");
}

export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (value !== "true" && value !== "false") throw new Refused(400, `${name} is true or false`);
  return value === "true";
}
