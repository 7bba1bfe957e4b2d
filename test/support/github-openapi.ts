import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { Exchange } from "../servers/github/github.ts";
import { installPeers } from "./peers.ts";

/** What of one exchange is not as GitHub describes it; empty: nothing. */
export type Judge = (exchange: Exchange) => readonly string[];

/** Judges by GitHub's own OpenAPI description; undefined where npm installs nothing. */
export async function githubOpenApi(): Promise<Judge | undefined> {
  const peers = await installPeers("github-openapi");
  if (peers === undefined) return undefined;
  const file = peers.path("@octokit/openapi/generated/api.github.com.json");
  const document = withNulls(JSON.parse(readFileSync(file, "utf8"))) as Document;
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema(document, "github");
  const templates = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/gu, "[^/]+")}$`, "u"),
  }));

  function errors(pointer: readonly string[], value: unknown): readonly string[] {
    const at = pointer.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
    const validate = ajv.compile({ $ref: `github#/${encodeURI(at)}` });
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${at} ${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }

  return ({ request, status, body }) => {
    const path = request.path.replace(/\?.*$/u, "");
    const method = request.method.toLowerCase();
    const template = templates.find(
      ({ path: known, pattern }) => pattern.test(path) && document.paths[known]?.[method],
    );
    if (template === undefined) return [`${request.method} ${path} is not described`];
    const operation = document.paths[template.path]?.[method];
    const base = ["paths", template.path, method];
    const json = ["content", "application/json", "schema"];
    const found: string[] = [];
    if (request.body !== "" && operation?.requestBody !== undefined) {
      found.push(...errors([...base, "requestBody", ...json], JSON.parse(request.body)));
    }
    const response = operation?.responses[status];
    if (response === undefined) return [...found, `${request.method} ${path} answers no ${status}`];
    const ref = response.$ref?.replace("#/", "").split("/");
    const described =
      ref === undefined ? response : document.components.responses[ref.at(-1) ?? ""];
    // Some refusals are described in words alone.
    if (described?.content?.["application/json"] === undefined) return found;
    const place = ref ?? [...base, "responses", String(status)];
    return [...found, ...errors([...place, ...json], body)];
  };
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<number, Response | undefined>>;
}

type Named<T> = Readonly<Record<string, T | undefined>>;

interface Document {
  readonly paths: Named<Named<Operation>>;
  readonly components: { readonly responses: Named<Response> };
}

/** `nullable` is OpenAPI's word; JSON Schema has a type for it. */
function withNulls(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNulls);
  if (typeof node !== "object" || node === null) return node;
  const mapped = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, withNulls(value)]),
  );
  if (mapped["nullable"] !== true) return mapped;
  const { nullable: _, ...schema } = mapped;
  return { anyOf: [schema, { type: "null" }] };
}
