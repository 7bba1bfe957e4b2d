import { expect, it } from "vitest";
import { told } from "../../support/usage.ts";

const MESSAGES = {
  "": { "Home.title": [], "Home.hello": ["name"], "Home.list.0": [], "Nav.deep.link": [], top: [] },
};

async function check(code: string): ReturnType<typeof told> {
  const imports = `import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { createTranslator } from "use-intl";
`;
  return told("next-intl", "a.tsx", imports + code, MESSAGES);
}

it.each([
  ['const t = useTranslations("Home"); t("title")', [":Home.title"]],
  ['const t = useTranslations(); t("Home.title")', [":Home.title"]],
  ['const t = useTranslations(""); t("top")', [":top"]],
  ['const t = useTranslations("Nav.deep"); t("link")', [":Nav.deep.link"]],
  ['async function f() { const t = await getTranslations("Home"); t("title") }', [":Home.title"]],
  [
    'async function f() { const t = await getTranslations({ locale, namespace: "Home" }); t("title") }',
    [":Home.title"],
  ],
  [
    'const t = createTranslator({ locale: "en", messages, namespace: "Home" }); t("title")',
    [":Home.title"],
  ],
  [
    'const t = useTranslations("Home"); t.rich("hello", { name, b: (c) => <b>{c}</b> }); t.markup("title"); t.raw("list"); t.has("gone")',
    [":Home.hello", ":Home.list.0", ":Home.title"],
  ],
  [
    "const t = useTranslations('Home'); t(`${x}`); t(x ? 'title' : 'hello', { ...v })",
    [":Home.hello", ":Home.title"],
  ],
  ["const t = useTranslations(x); t('title')", [":Home.title"]],
  ["const t = useTranslations(x); t('gone'); t(`gone.${x}`)", []],
  [
    "const t = await getTranslations({ locale, ...x }); t('Home.title'); t('gone')",
    [":Home.title"],
  ],
  [
    "const t = useScoped('Home'); t('title'); t('Nav.deep.link')",
    [":Home.title", ":Nav.deep.link"],
  ],
  ["const t = useScoped('Home'); t('gone'); t('Gone.deep')", []],
])("%s is defined", async (code, used) => {
  const { faults, used: found } = await check(code);
  expect(faults).toEqual([]);
  expect(found).toEqual(expect.arrayContaining(used));
});

it.each([
  ['const t = useTranslations("Home"); t("gone")', "4:38 undefined-key Home.gone"],
  ['const t = useTranslations("Gone"); t("title")', "4:38 undefined-key Gone.title"],
  ['const t = useTranslations("Home"); t.rich("gone")', "4:43 undefined-key Home.gone"],
  ['const t = useTranslations("Home"); t("hello")', "4:38 argument Home.hello name"],
  ["const t = useTranslations('Home'); t(`x.${y}`)", "4:38 undefined-key Home.x.* mild"],
])("%s is told", async (code, fault) => {
  expect((await check(code)).faults).toEqual([fault]);
});

it.each(["const t = useTranslations(x); t(y)", "const t = useTranslations(); t(`${x}.${y}`)"])(
  "%s, which any key would match, tells nothing of any",
  async (code) => {
    expect(await check(code)).toEqual({ faults: [], used: [] });
  },
);
