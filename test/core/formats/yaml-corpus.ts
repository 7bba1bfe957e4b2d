import { expect } from "vitest";
import type { Format } from "../../../core/formats/format.ts";
import { yaml } from "../../../core/formats/yaml/yaml.ts";
import { textsOf } from "../../contract/plain-value.ts";
import { liveTexts } from "../../contract/rows.ts";
import { expectLaws, type Figures } from "./corpora-laws.ts";
import { parseYaml } from "./yaml-samples.ts";

export const RAILS_FILES: RegExp = /(?:^|[./])[A-Za-z-]+\.yml$/u;

/** Identity, one edit, and the texts that another parser reads, for one Rails locale file. */
export function expectRailsLaws(path: string, bytes: Buffer, figures: Figures): void {
  const root = /([A-Za-z-]+)\.yml$/u.exec(path)?.[1];
  const format: Format = { ...yaml, scan: (bytes) => yaml.scan(bytes, root) };
  const parse = (text: string): unknown => parseYaml(text, root);
  expectLaws(format, bytes, parse, figures);
  const catalog = format.scan(bytes);
  if (catalog.problems.length > 0) return;
  expect(liveTexts(catalog)).toEqual(textsOf(parse(bytes.toString())));
}
