import { describe, expect, it } from "vitest";
import { told } from "../../support/usage.ts";

const MESSAGES = {
  common: {
    "nav.home": [],
    "nav.back": [],
    title: [],
    hello: ["name"],
    "list.one": [],
    "list.two": [],
  },
  shop: {
    title: [],
    "cart.items_one": ["count"],
    "cart.items_other": ["count"],
    "cart.place_ordinal_one": ["count"],
    "cart.place_ordinal_other": ["count"],
    friend_male: [],
    friend_female: [],
    guest_male_one: [],
    guest_male_other: [],
    old: [],
    old_plural: [],
    "state.open": [],
    "state.closed": [],
    with_default: [],
  },
};

/** A component whose body is `code`. */
function react(code: string, hook = 'const { t } = useTranslation("common");'): string {
  return `import { useTranslation, Trans } from "react-i18next";\nimport i18n, { t as plain } from "i18next";\nexport function App({ x, opts }) {\n${hook}\n${code}\n}\n`;
}

async function check(code: string, hook?: string): ReturnType<typeof told> {
  return told("i18next", "src/App.tsx", react(code, hook), MESSAGES);
}

/** An application that says where keys without a namespace are. */
const INIT = 'i18n.init({ defaultNS: "common", fallbackNS: "common", ns: ["common", "shop"] });\n';

describe("exact keys", () => {
  it.each([
    ['t("nav.home")', ["common:nav.home"]],
    ["t('nav' + '.home')", ["common:nav.home"]],
    ['t(x ? "nav.home" : "nav.back")', ["common:nav.back", "common:nav.home"]],
    ['const K = "nav.home"; t(K)', ["common:nav.home"]],
    [
      'const K = { a: "nav.home", b: "nav.back" } as const; t(K[x])',
      ["common:nav.back", "common:nav.home"],
    ],
    ['const K = { a: "nav.home", b: "nav.back" }; t(K.b)', ["common:nav.back"]],
    ['t(["nav.gone", "nav.home"])', ["common:nav.home"]],
    ['t("shop:title")', ["shop:title"]],
    ['t("title", { ns: "shop" })', ["shop:title"]],
    ["t(($) => $.nav.home)", ["common:nav.home"]],
    ['t("list", { returnObjects: true })', ["common:list.one", "common:list.two"]],
    ['plain("nav.home"); i18n.t("nav.back")', ["common:nav.back", "common:nav.home"]],
    ['<Trans i18nKey="nav.home" ns="common" />', ["common:nav.home"]],
    [
      '<Trans i18nKey="shop:cart.items" count={x} />',
      ["shop:cart.items_one", "shop:cart.items_other"],
    ],
    [
      '<Trans i18nKey="friend" ns="shop" context={x} />',
      ["shop:friend_female", "shop:friend_male"],
    ],
    ["<Trans>Hello <b>{{ x }}</b></Trans>", []],
    ['t("shop:guest", { context: x, count: 2 })', ["shop:guest_male_one", "shop:guest_male_other"]],
    ['t("cart.items", { ns: "shop", count: 1 })', ["shop:cart.items_one", "shop:cart.items_other"]],
    [
      't("shop:cart.place", { count: 1, ordinal: true })',
      ["shop:cart.place_ordinal_one", "shop:cart.place_ordinal_other"],
    ],
    ['t("shop:friend", { context: x })', ["shop:friend_female", "shop:friend_male"]],
    ['t("shop:old", { count: 2 })', ["shop:old", "shop:old_plural"]],
    ['t("shop:cart.items", opts)', ["shop:cart.items_one", "shop:cart.items_other"]],
    ['t("hello", { name: x })', ["common:hello"]],
    ['t("hello", { replace: { name: x } })', ["common:hello"]],
    ['t("hello", { ...opts })', ["common:hello"]],
    ['t("hello", x ? { name: x } : "Hello")', ["common:hello"]],
    [
      'const K = { a: "hello", b: "title" }; if (x === "a") t(K[x], { name: x }); else t(K[x])',
      ["common:hello", "common:title"],
    ],
  ])("%s is defined", async (code, used) => {
    expect(await check(code)).toEqual({ faults: [], used });
  });

  it.each([
    ['t("nav.hone")', "5:3 undefined-key nav.hone"],
    ['t(x ? "nav.home" : "nav.gone")', "5:20 undefined-key nav.gone"],
    ['t("nav.gone", "Gone")', "5:3 undefined-key nav.gone mild"],
    ['t("nav.gone", { defaultValue: "Gone" })', "5:3 undefined-key nav.gone mild"],
    ['t("nav.gone", "Long " + "gone")', "5:3 undefined-key nav.gone mild"],
    ['const G = "Gone"; t("nav.gone", G)', "5:21 undefined-key nav.gone mild"],
    ['t("nav.gone", opts.text ?? "Gone")', "5:3 undefined-key nav.gone mild"],
    ['t("nav.gone", opts)', "5:3 undefined-key nav.gone"],
    ['t(["nav.gone", "nav.lost"])', "5:4 undefined-key nav.gone"],
    ['t("shop:gone")', "5:3 undefined-key shop:gone"],
    ['<Trans i18nKey="nav.gone" />', "5:16 undefined-key nav.gone"],
    ['t("hello")', "5:3 argument hello name"],
    ['t("hello", { nane: x })', "5:3 argument hello name"],
    ['t(x ? "hello" : "title")', "5:7 argument hello name"],
    ['t("shop:cart.items")', "5:3 argument shop:cart.items count"],
  ])("%s is told", async (code, fault) => {
    expect((await check(code)).faults).toEqual([fault]);
  });

  it("a namespace that no locale file has is another package's", async () => {
    expect((await check('t("other:gone"); t("gone", { ns: x })')).faults).toEqual([
      "5:20 undefined-key gone",
    ]);
  });
});

describe("where a t looks", () => {
  it.each([
    'const { t } = useTranslation("shop", { keyPrefix: "state" }); t("open")',
    'const { t: say } = useTranslation(["shop", "common"], { keyPrefix: "state" }); say("open")',
    'const [t] = useTranslation("shop"); t("state.open")',
    'const tr = useTranslation("shop"); tr.t("state.open")',
    'const t = i18n.getFixedT("de", "shop", "state"); t("open")',
    'const t = i18n.getFixedT(null, "shop"); t("state.open")',
    'const { t } = useTranslation(); t("shop:state.open")',
    'const { t } = useTranslation([]); t("state.open")',
    'const { t } = useTranslation("shop", { keyPrefix: "state" }); <Trans t={t} i18nKey="open" />',
    'const NS: Record<string, string> = {}; const { t } = useTranslation(NS[x]); t("state.open")',
  ])("%s", async (hook) => {
    expect(await check("", `${INIT}${hook}`)).toEqual({ faults: [], used: ["shop:state.open"] });
  });

  it("the default and the fallback namespaces are those of init", async () => {
    const inDefault = await check('t("title")', `${INIT}const { t } = useTranslation();`);
    expect(inDefault.used).toEqual(["common:title"]);
    const fallen = await check('t("nav.home")', `${INIT}const { t } = useTranslation("shop");`);
    expect(fallen).toEqual({ faults: [], used: ["common:nav.home"] });
    const strict = INIT.replace('"common", ns', "false, ns");
    const told = await check('t("nav.home")', `${strict}const { t } = useTranslation("shop");`);
    expect(told.faults).toEqual(["6:3 undefined-key nav.home"]);
  });

  it("an inner t hides an outer one", async () => {
    const { faults } = await check('[x].map((t) => t("gone")); { const t = (k) => k; t("lost"); }');
    expect(faults).toEqual([]);
  });
});

describe("keys that are not exact", () => {
  it("a pattern is told only where nothing matches it, and what matches counts as used", async () => {
    expect(await check("t(`shop:state.${x}`); t(`nav.${x}.deep`); t('nav.' + x)")).toEqual({
      faults: ["5:25 undefined-key nav.*.deep mild"],
      used: ["common:nav.back", "common:nav.home", "shop:state.closed", "shop:state.open"],
    });
  });

  it("a value of too many values is opaque, however it is made", async () => {
    const names = Array.from({ length: 60 }, (_, at) => `k${at}`);
    const maps = Array.from({ length: 8 }, (_, at) => {
      const value = at === 0 ? '"gone"' : `m${at - 1}[x]`;
      return `const m${at} = { ${names.map((name) => `${name}: ${value}`).join()} };`;
    });
    expect(await check(`${maps.join("")} t(m7[x])`)).toEqual({ faults: [], used: [] });
  });

  it("an opaque key is no finding", async () => {
    expect((await check('t(x); t(`${x}`); t(x.key); t(x ?? ""); t(opts[x])')).faults).toEqual([]);
  });
});

describe("functions of unknown origin", () => {
  const known = ["nav.home", "nav.back", "title", "hello", "list.one", "list.two"];

  it("are trusted when nearly all that they are asked for is defined", async () => {
    const calls = [...known, ...known, "nav.gone"].map((key) => `t("${key}", x);`).join(" ");
    const code = `import { useLocale } from "./hooks";\nconst { t } = useLocale();\n${calls}`;
    const { faults } = await told("i18next", "a.ts", code, MESSAGES);
    expect(faults).toEqual([expect.stringContaining("undefined-key nav.gone")]);
  });

  it("are what i18next-vue calls $t", async () => {
    const calls = [...known, ...known, "nav.gone"].map((key) => `{{ $t("${key}", x) }}`).join(" ");
    const code = `<template>\n${calls}\n</template>`;
    const { faults } = await told("i18next", "a.vue", code, MESSAGES);
    expect(faults).toEqual([expect.stringContaining("undefined-key nav.gone")]);
  });

  it("are not for keys that are known in part alone", async () => {
    const code = "const { t } = useOwn();\nt(`gone.${x}`); t(`lost.${x}`);\n";
    expect((await told("i18next", "a.ts", code, MESSAGES)).faults).toEqual([]);
  });

  it("are not, when many keys are none of ours", async () => {
    const calls = [...known, "a", "b", "c"].map((key) => `t("${key}", x);`).join(" ");
    const code = `export const run = ({ t }) => { ${calls} };`;
    const { faults, used } = await told("i18next", "a.ts", code, MESSAGES);
    expect(faults).toEqual([]);
    expect(used).toContain("common:nav.home");
  });
});

it("what a spread may overwrite or bring is not known", async () => {
  const code = '<Trans i18nKey="gone" {...x} />; <Trans {...x} i18nKey="open" />';
  expect(await check(code)).toEqual({ faults: [], used: [] });
});

it("a key that is a sentence may hold the separator", async () => {
  const messages = { shop: { "Pick one: ": [], "Total: {{sum}}": [], "Sum:": [] } };
  const code = react(
    't("shop:Pick one: "); t("Total: {{sum}}"); t("Sum:"); t("shop:Pick two: ");',
    'const { t } = useTranslation("shop");',
  );
  const { faults } = await told("i18next", "a.tsx", code, messages);
  expect(faults).toEqual(["5:57 undefined-key shop:Pick two: "]);
});

it("so may one of several files, as long as nobody asks for these by name", async () => {
  const messages = { server: { "shop.cart": [] }, web: { "shop.title": [] } };
  const code = 'import { t } from "i18next"; t("shop:title"); t("shop:cart"); t("shop:gone");';
  expect(await told("i18next", "a.ts", code, messages)).toEqual({
    faults: ["1:65 undefined-key shop:gone"],
    used: ["server:shop.cart", "web:shop.title"],
  });
});

it("one file may hold all namespaces, each below its name", async () => {
  const messages = { "": { "common.title": [], "shop.cart": [] } };
  const code = react(
    't("cart"); t("common:title"); t("shop:gone")',
    'const { t } = useTranslation("shop");',
  );
  expect(await told("i18next", "a.tsx", code, messages)).toEqual({
    faults: ["5:33 undefined-key shop:gone"],
    used: [":common.title", ":shop.cart"],
  });
});

it("keys of another separator are the same keys", async () => {
  const hook =
    'i18n.init({ keySeparator: "/", nsSeparator: "#" }); const { t } = useTranslation();';
  expect(await check('t("nav/home"); t("shop#state/open"); t("nav/gone")', hook)).toEqual({
    faults: ["5:40 undefined-key nav/gone"],
    used: ["common:nav.home", "shop:state.open"],
  });
});

it("what a t that nobody knows puts in front of a key may be anything", async () => {
  expect((await check('<Trans t={say} i18nKey="open" />')).faults).toEqual([]);
});

it("a project's own functions and components are looked into as configured", async () => {
  const code = `import { say } from "./say";
say("nav.gone"); lang.say("nav.home"); tell(x); say(x);
<Text tid="nav.back" />; <Other tid="nav.lost" />;
`;
  const custom = { functions: ["say", "app.tell"], components: { Text: "tid", AppText: "tid" } };
  expect(await told("i18next", "a.tsx", code, MESSAGES, custom)).toEqual({
    faults: ["2:5 undefined-key nav.gone"],
    used: ["common:nav.back", "common:nav.home"],
  });
  const markup = '<template><app-text tid="nav.gone" /><text tid="x" /></template>';
  expect((await told("i18next", "a.vue", markup, MESSAGES, custom)).faults).toEqual([
    "1:21 undefined-key nav.gone",
  ]);
});

it("in Astro, code is in front of the markup and within it", async () => {
  const code = `---
import { t } from "i18next";
const label = t("nav.back");
---
<p title={t("nav.home")}>{label} {t("nav.gone")} t("nav.lost")</p>
`;
  expect(await told("i18next", "a.astro", code, MESSAGES)).toEqual({
    faults: ["5:37 undefined-key nav.gone"],
    used: ["common:nav.back", "common:nav.home"],
  });
});
