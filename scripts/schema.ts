import type { Fields, Shape } from "../core/model/shape.ts";
import { configFields, type Known } from "../core/project/config-shape.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema of `locstep.yaml` for editors: `schema.json`, from the same definition as the
 * reader. A test holds it current; `npx vitest run test/core/project/schema.test.ts -u` writes it.
 */
export function schemaText(known?: Known): string {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "locstep.yaml",
    ...fieldsSchema(configFields(known), false),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
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
