import { parse as parseSvelte } from "svelte/compiler";
import { expect, it } from "vitest";
import { parse as parseVue } from "vue/compiler-sfc";
import { splitMarkup } from "../../../core/usage/markup.ts";

/** Code of ours that starts and ends where the compiler's does, white space aside. */
function ours(text: string, markup: "vue" | "svelte"): ReadonlySet<string> {
  const { expressions, scripts } = splitMarkup(text, markup);
  const found = [...expressions, ...scripts].map(({ code, start }) => {
    const from = start + code.length - code.trimStart().length;
    return `${from} ${code.trim()}`;
  });
  return new Set(found);
}

interface VueNode {
  readonly type: number;
  readonly content?: VueNode | string;
  readonly exp?: VueNode;
  readonly name?: string;
  readonly props?: readonly VueNode[];
  readonly children?: readonly VueNode[];
  readonly loc: { readonly source: string; readonly start: { readonly offset: number } };
}

const [INTERPOLATION, DIRECTIVE] = [5, 7];

function* vueExpressions(node: VueNode): Generator<string> {
  const { type, content, exp, name = "", props = [], children = [] } = node;
  const inner = type === INTERPOLATION ? content : type === DIRECTIVE ? exp : undefined;
  // Slots take parameters; a list has names in front.
  if (typeof inner === "object" && name !== "slot" && name !== "for") {
    const { source, start } = inner.loc;
    yield `${start.offset + source.length - source.trimStart().length} ${source.trim()}`;
  }
  for (const child of [...props, ...children]) yield* vueExpressions(child);
}

/** The expressions that the project's own compiler finds and we do not. */
function lostInVue(text: string): readonly string[] {
  const { descriptor } = parseVue(text, { sourceMap: false, ignoreEmpty: false });
  const found = ours(text, "vue");
  const wanted = [
    ...(descriptor.template?.ast === undefined
      ? []
      : vueExpressions(descriptor.template.ast as unknown as VueNode)),
  ];
  for (const block of [descriptor.script, descriptor.scriptSetup]) {
    if (block === null) continue;
    const { content, loc } = block;
    const from = loc.start.offset + content.length - content.trimStart().length;
    wanted.push(`${from} ${content.trim()}`);
  }
  return wanted.filter((one) => !found.has(one));
}

const HOLDERS = new Set([
  "ExpressionTag",
  "HtmlTag",
  "IfBlock",
  "KeyBlock",
  "RenderTag",
  "EachBlock",
]);

function* svelteExpressions(value: unknown, text: string): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  const node = value as Record<string, unknown>;
  const expression = node["expression"] ?? node["test"];
  if (typeof node["type"] === "string" && HOLDERS.has(node["type"])) {
    const { start, end } = expression as { start: number; end: number };
    yield `${start} ${text.slice(start, end)}`;
  }
  for (const [name, child] of Object.entries(node)) {
    if (name !== "expression" && name !== "instance" && name !== "module") {
      yield* svelteExpressions(child, text);
    }
  }
}

function lostInSvelte(text: string): readonly string[] {
  const found = ours(text, "svelte");
  const { fragment } = parseSvelte(text, { modern: true });
  return [...svelteExpressions(fragment, text)].filter((one) => !found.has(one));
}

it("finds every expression of a Vue component that Vue's own compiler finds", () => {
  const component = `<script>
export default { name: "x" } // </template>
</script>
<script setup lang="ts">
const a = \`</div>\`; const b: Array<string> = [];
</script>
<template lang="html">
  <!-- {{ comment }} -->
  <div :a="
      x > 1 ? 'y' : \`z\`
    " @click.prevent="go({ a: 1 }); stop()" v-if="a && b" v-bind="rest"
    #default="{ item }" :[dynamic]="value" class="a {b}" disabled v-model.trim="text">
    {{ a < b ? "}" : '{{' }} text {{ f({ a: { b } }) }} &lt; 1 < 2
    <p v-for="(x, i) of list" :key="x.id" v-html="raw"/><br><img src='a>b' :src='a > b'>
    <input :value="a"
      @input='v => (b = v)'>
    <template v-slot:name="props">{{ props.x }}</template>
  </div>
</template>
<style scoped>.a { color: v-bind("c") }</style>
<i18n>{ "en": { "a": "<b>{x}</b>" } }</i18n>
`;
  expect(lostInVue(component)).toEqual([]);
});

it("finds every expression of a Svelte component that Svelte's own compiler finds", () => {
  const component = `<script lang="ts">
  let a: Record<string, string> = {}; const b = "{#if}";
</script>
<svelte:head><title>{a.title}</title></svelte:head>
<!-- {comment} -->
<div class="a {b} {"}"} c" on:click={() => { go({ a }); }} {shorthand} {...rest} style:color={c} title='{"}"} x'>
  {#if a > 1 && b}don't {a ? "}" : \`\${b} }\`}{:else if f({ x: 1 })}<p>{x}</p>{:else}y{/if}
  {#each list as { id, name }, i (id)}{name}{:else}none{/each}
  {#each Object.entries(x as Record<string, string[]>) as [k, v]}{k}{v}{/each}
  {#key value}{@html raw(value)}{/key}
  {#snippet row(x)}<td>{x}</td>{/snippet}{@render row(1)}
  <input bind:value={a.b} disabled={!a} /> {a}
</div>
<style>p { color: red }</style>
`;
  expect(lostInSvelte(component)).toEqual([]);
});

it("takes no longer than the text for what nothing closes", () => {
  const { expressions } = splitMarkup("{{\n".repeat(700_000), "vue");
  expect(expressions).toEqual([]);
});

it("reads what is malformed as far as it goes", () => {
  for (const markup of ["vue", "svelte", "astro"] as const) {
    for (const text of [
      "<",
      "<a",
      "<a b=",
      '<a b="',
      "{",
      "{{",
      "<script>",
      "---\n",
      "<!--",
      "{`${",
      "<a {",
    ]) {
      expect(() => splitMarkup(text.repeat(50), markup)).not.toThrow();
    }
  }
});

it("Astro's front matter is a script, and braces hold code with elements", () => {
  const text = "---\nconst a = 1;\n---\n<p title={t('a')}>{list.map((x) => <li>{t(x)}</li>)}</p>\n";
  const { scripts, expressions } = splitMarkup(text, "astro");
  expect(scripts.map(({ code }) => code)).toEqual(["const a = 1;\n"]);
  expect(expressions.map(({ code }) => code)).toEqual([
    "t('a')",
    "list.map((x) => <li>{t(x)}</li>)",
  ]);
});
