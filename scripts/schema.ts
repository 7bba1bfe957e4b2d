import { FINDING_CODES } from "../core/model/finding.ts";
import type { Fields, Shape } from "../core/model/shape.ts";
import { CHECK_LEVELS, configFields, type Known } from "../core/project/config-shape.ts";
import { SENTENCES } from "../core/report/sentences.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema of `locstep.yaml` for editors: `schema.json`, from the same definition as the
 * reader. A test holds it current; `npx vitest run test/core/project/schema.test.ts --update` writes it.
 */
export function schemaText(known?: Known): string {
  const fields = configFields(known);
  const { properties, ...rest } = fieldsSchema(fields, false);
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "locstep.yaml",
    ...rest,
    properties: {
      ...(properties as Schema),
      checks: checksSchema(fields),
      ...(known?.providers && { provider: providersSchema(fields, known.providers) }),
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** Each rule with what it tells, and how it is told unless somebody says otherwise. */
function checksSchema({ checks }: Fields): Schema {
  const rules = FINDING_CODES.map((code) => {
    const { title, severity } = SENTENCES[code];
    return [code, { description: `${title}. Default: ${severity}.`, enum: CHECK_LEVELS }];
  });
  return {
    description: checks?.about,
    type: "object",
    properties: Object.fromEntries(rules) as Schema,
    additionalProperties: false,
  };
}

/** An alternative for each provider, so that an editor offers the options of the one named. */
function providersSchema({ provider }: Fields, providers: Known["providers"] = {}): Schema {
  const common = provider?.shape.kind === "fields" ? provider.shape.fields : {};
  const named = Object.entries(providers).map(([name, options]) => {
    const { properties, ...rest } = fieldsSchema({ ...common, ...options }, false);
    const all = properties as Readonly<Record<string, Schema>>;
    return { ...rest, properties: { ...all, name: { ...all["name"], enum: [name] } } };
  });
  return { description: provider?.about, anyOf: named };
}

function fieldsSchema(fields: Fields, open: boolean): Schema {
  const entries = Object.entries(fields);
  return {
    type: "object",
    properties: Object.fromEntries(
      entries.map(([name, { about, shape }]) => [name, { description: about, ...schemaOf(shape) }]),
    ),
    required: entries.filter(([, field]) => field.required).map(([name]) => name),
    additionalProperties: open,
  };
}

function schemaOf(shape: Shape): Schema {
  switch (shape.kind) {
    case "any":
      return {};
    case "boolean":
      return { type: "boolean" };
    case "count":
      return { type: "integer", minimum: 1 };
    case "amount":
      return { type: "number", minimum: 0 };
    case "url":
      return { type: "string", pattern: "^https?://" };
    case "template":
      return { type: "string", pattern: "\\{locale\\}" };
    case "choice":
      return { enum: shape.values };
    case "list":
      return { type: "array", items: schemaOf(shape.of), ...(shape.filled && { minItems: 1 }) };
    case "fields":
      return fieldsSchema(shape.fields, shape.open ?? false);
    case "either":
      return { anyOf: shape.of.map(schemaOf) };
    case "map":
      return {
        type: "object",
        properties: Object.fromEntries(shape.words.map((word) => [word, schemaOf(shape.of)])),
        additionalProperties: shape.keys !== "word" && schemaOf(shape.of),
      };
    default:
      return { type: "string", minLength: 1 };
  }
}
