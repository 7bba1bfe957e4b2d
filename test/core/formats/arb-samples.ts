import * as fc from "fast-check";
import type { FormatSamples } from "../../contract/format.ts";
import { generatedJson, parseLenient } from "./json-samples.ts";

/** The messages of an ARB file: what does not start with `@`. */
export function parseArb(text: string): unknown {
  const all = Object.entries(parseLenient(text) as Record<string, unknown>);
  const messages = all.filter(([name]) => !name.startsWith("@"));
  // Not Object.fromEntries of a literal: it defines a key `__proto__` instead of setting it.
  return Object.fromEntries(messages);
}

export const arbDocuments: FormatSamples["documents"] = [
  {
    name: "Flutter's own",
    text: '{\n    "@@locale": "en",\n    "hello": "Hello {name}",\n    "@hello": {\n        "description": "Greets",\n        "placeholders": { "name": { "type": "String", "example": "Alice" } }\n    },\n    "bye": "Bye",\n    "@bye": {},\n    "count": "{n, plural, one {# item} other {# items}}"\n}\n',
  },
  {
    name: "metadata apart",
    text: '{\n  "b": "B",\n  "a": "A",\n  "@@last_modified": "2021",\n  "@a": {"description": "D"},\n  "\\u0040b": {},\n  "@orphan": {}\n}',
  },
  { name: "a target without metadata", text: '{\r\n\t"a": "A",\r\n\t"b": ""\r\n}\r\n' },
  { name: "minified", text: '{"@@locale":"de","a":"A","@a":{"x":"y"}}' },
];

export const generatedArb: fc.Arbitrary<string> = generatedJson;
