import { compileTemplate } from "../template.ts";
import { type Shape, templateOf } from "./shapes.ts";

/** A path template and the shapes that it stands for. */
export interface Proposal {
  readonly template: string;
  readonly shapes: readonly Shape[];
}

/**
 * Few templates for many shapes: files beside each other become namespaces, packages `*`.
 * A template that would also read one of `others` is not proposed; its shapes stay on their own.
 */
export function templatesFor(shapes: readonly Shape[], others: readonly string[]): Proposal[] {
  const inFolders = shapes.flatMap((shape) => generalised(shape, shapes));
  const merged = mergedByTemplate(inFolders);
  const safe = merged.flatMap((p) => (readsAny(p, others) ? separate(p) : [p]));
  return withPackages(safe, others);
}

function generalised(shape: Shape, all: readonly Shape[]): Proposal {
  const template = templateOf({ ...shape, ...namespaced(shape, all) });
  return { template, shapes: [shape] };
}

/** Which parts of a shape are a namespace, seen beside the other shapes of the same anchor. */
function namespaced(shape: Shape, all: readonly Shape[]): Partial<Shape> {
  const { folders, stem } = shape;
  const siblings = all.filter((o) => o.anchor === shape.anchor && o.extension === shape.extension);
  const at = folders.indexOf("{locale}");
  if (at >= 0 && !stem.includes("{locale}")) {
    // i18next: everything below the locale's folder.
    return { folders: folders.slice(0, at + 1), stem: "{namespace}" };
  }
  if (at >= 0) return {};
  const prefix = stem.slice(0, -"{locale}".length);
  const dotted =
    prefix.endsWith(".") && hasOther(siblings, shape, (o) => o.stem.includes(".{locale}"));
  return {
    folders: namespacedFolders(shape, siblings),
    ...(dotted && { stem: "{namespace}.{locale}" }),
  };
}

/** Rails: `models/en.yml`, `views/users/en.yml` below `config/locales`. */
function namespacedFolders(
  { folders, stem }: Shape,
  siblings: readonly Shape[],
): readonly string[] {
  const isPlain = stem === "{locale}";
  const alike = siblings.filter((o) => (o.stem === "{locale}") === isPlain);
  const depths = new Set(alike.map((o) => o.folders.length));
  const subfolders = new Set(
    alike.filter((o) => o.folders.length > 0).map((o) => o.folders.join("/")),
  );
  if (subfolders.size < 2) return folders;
  if (Math.max(...depths) > 1) return ["**"];
  if (folders.length === 0) return folders;
  return isPlain ? ["{namespace}"] : ["*"];
}

function hasOther(all: readonly Shape[], one: Shape, like: (other: Shape) => boolean): boolean {
  return all.some((other) => other !== one && like(other));
}

function mergedByTemplate(proposals: readonly Proposal[]): Proposal[] {
  const byTemplate = new Map<string, Shape[]>();
  for (const { template, shapes } of proposals) {
    const known = byTemplate.get(template);
    if (known === undefined) byTemplate.set(template, [...shapes]);
    else known.push(...shapes);
  }
  return Array.from(byTemplate, ([template, shapes]) => ({ template, shapes }));
}

function separate({ shapes }: Proposal): Proposal[] {
  return shapes.map((shape) => ({ template: templateOf(shape), shapes: [shape] }));
}

function readsAny({ template }: Proposal, paths: readonly string[]): boolean {
  const { match } = compileTemplate(template);
  return paths.some((path) => match(path) !== undefined);
}

/** Packages (`packages/a`, `packages/b`) whose files have the same locales are one family. */
function withPackages(proposals: readonly Proposal[], others: readonly string[]): Proposal[] {
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const anchor = (proposal.shapes[0] as Shape).anchor.split("/");
    const names = proposal.template.split("/");
    const general = anchor.length < 3 || names.includes("**") ? names : names.with(1, "*");
    const id = `${general.join("/")}\0${localesOf(proposal).join(" ")}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [proposal]);
    else group.push(proposal);
  }
  return Array.from(groups, ([id, group]) => {
    if (group.length === 1) return group;
    const template = id.slice(0, id.indexOf("\0"));
    const merged = { template, shapes: group.flatMap((p) => p.shapes) };
    const elsewhere = proposals.filter((p) => !group.includes(p)).flatMap(pathsOf);
    return readsAny(merged, [...others, ...elsewhere]) ? group : [merged];
  }).flat();
}

function pathsOf({ shapes }: Proposal): readonly string[] {
  return shapes.flatMap(({ files }) => [...files.values()]);
}

function localesOf({ shapes }: Proposal): string[] {
  return [...new Set(shapes.flatMap((shape) => [...shape.files.keys()]))].sort();
}
