import type { Workspace } from "../checkout/workspace.ts";
import type { Annotations } from "../survey/annotations.ts";
import { type TranslateOptions, type Translated, translateWants } from "./translate-wants.ts";
import type { Want } from "./want.ts";

/** What is made in this process, and what a provider is asked for. */
interface PartedWants {
  readonly local: readonly Want[];
  readonly asked: readonly Want[];
}

const UNLIMITED = { characters: Infinity, messages: Infinity };

/** Translates both parts. What is made here is sent to nobody: it is no work that was submitted. */
export async function translateAll(
  workspace: Workspace,
  { local, asked }: PartedWants,
  options: TranslateOptions,
  annotations: Annotations,
): Promise<Translated> {
  if (options.local === undefined || local.length === 0) {
    return translateWants(workspace, asked, options, annotations);
  }
  const unlimited = { ...workspace, config: { ...workspace.config, limits: UNLIMITED } };
  const { mostCharacters: _, ...free } = { ...options, provider: options.local };
  const made = await translateWants(unlimited, local, free, annotations);
  const work = await translateWants(workspace, asked, options, annotations);
  return {
    ...work,
    fills: new Map([...made.fills, ...work.fills]),
    pending: [...made.pending, ...work.pending],
    refused: [...made.refused, ...work.refused],
    groups: [...made.groups, ...work.groups],
    warnings: new Map([...made.warnings, ...work.warnings]),
  };
}
