import { expect, it } from "vitest";
import { told } from "../../support/usage.ts";

const MESSAGES = { "": { "nav.home": [], "nav.back": [], hello: ["name"] } };

async function check(markup: string): ReturnType<typeof told> {
  const script =
    '<script lang="ts">\n  import { _, format, json, t as tr } from "svelte-i18n";  const KEY = "gone";\n</script>\n';
  return told("svelte-i18n", "App.svelte", script + markup, MESSAGES);
}

it.each([
  ['<p>{$_("nav.home")}</p>', [":nav.home"]],
  ['<p title={$_("nav.home")} class="a {$tr(\'nav.back\')}">x</p>', [":nav.back", ":nav.home"]],
  [
    '<p>{$format("nav.home")}{#each $json("nav") as text}{text}{/each}</p>',
    [":nav.back", ":nav.home"],
  ],
  ['{#if $_("nav.home")}{:else if $_("nav.back")}{/if}', [":nav.back", ":nav.home"]],
  ['{#each [$_("nav.home")] as text, i (text)}{text}{/each}', [":nav.home"]],
  [
    '{#await f($_("nav.home")) then x}{x}{/await}{@html $_("nav.back")}',
    [":nav.back", ":nav.home"],
  ],
  ['<p>{$_("hello", { values: { name: "}" } })}</p>', [":hello"]],
  ['<p>{$_({ id: "hello", values: v })} {`a ${$_("nav.home")} }`}</p>', [":hello", ":nav.home"]],
  [
    "<p>Don't {$_(`nav.${x}`)} {$_(x)}</p><style>p { color: red }</style>",
    [":nav.back", ":nav.home"],
  ],
  [
    '{#each Array(3) as _, i}{i}{/each}{$_("nav.home")}{#each [1] as KEY}{$_(KEY)}{/each}',
    [":nav.home"],
  ],
  [
    "{#await f() then KEY}{$_(KEY)}{/await}{#snippet row(KEY)}{$_(KEY)}{/snippet}{#await f()}{:then KEY}{$_(KEY)}{:catch e}{/await}",
    [],
  ],
  ["{#if x}{@const KEY = f()}{$_(KEY)}{/if}<List let:KEY let:item={KEY}>{$_(KEY)}</List>", []],
])("%s is defined", async (markup, used) => {
  expect(await check(markup)).toEqual({ faults: [], used });
});

it.each([
  ['<p>{$_("nav.gone")}</p>', "4:8 undefined-key nav.gone"],
  ['<p\n title={x ? $_("nav.home") : $_("nav.gone")} />', "5:33 undefined-key nav.gone"],
  ['{#if $_("nav.gone")}{/if}', "4:9 undefined-key nav.gone"],
  ['<p>{$format("nav.gone")}</p>', "4:13 undefined-key nav.gone"],
  ['<p>{$json("gone")}</p>', "4:11 undefined-key gone"],
  ['<p>{$_("hello")}</p>', "4:8 argument hello name"],
  ['<p>{$_("nav.gone", { default: "Gone" })}</p>', "4:8 undefined-key nav.gone mild"],
])("%s is told", async (markup, fault) => {
  expect((await check(markup)).faults).toEqual([fault]);
});

it("outside of components the store is asked for its value", async () => {
  const code =
    'import { get } from "svelte/store";\nimport { _ } from "svelte-i18n";\nget(_)("nav.gone");';
  expect((await told("svelte-i18n", "a.ts", code, MESSAGES)).faults).toEqual([
    "3:8 undefined-key nav.gone",
  ]);
});
