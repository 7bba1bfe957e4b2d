import { expect, it } from "vitest";
import { told } from "../../support/usage.ts";

const MESSAGES = { "": { "nav.home": [], "nav.back": [], hello: ["name"], OVaF9k: [] } };
const IMPORTS = `import { i18n } from "@lingui/core";
import { t, msg, Trans as Macro } from "@lingui/react/macro";
import { Trans, useLingui } from "@lingui/react";
`;

async function check(code: string): ReturnType<typeof told> {
  return told("lingui", "a.tsx", IMPORTS + code, MESSAGES);
}

it.each([
  ['i18n._("nav.home"); i18n.t("nav.back")', [":nav.back", ":nav.home"]],
  ['i18n._("hello", { name }); i18n._({ id: x ? "nav.home" : "nav.back" })', null],
  ['t({ id: "nav.home", message: `Hi ${name}` })', [":nav.home"]],
  ['t(i18n)({ id: "nav.home" })', [":nav.home"]],
  ['const a = msg({ id: "nav.home" }); i18n._(a)', [":nav.home"]],
  ["const { _, i18n: own } = useLingui(); _('nav.home'); own._('nav.back')", null],
  ["<Trans id='hello' values={{ name }} />; <Trans id='hello' {...rest} />", [":hello"]],
  ["<Macro id='hello'>Hello {name}</Macro>", [":hello"]],
  ["i18n._(`nav.${x}`)", [":nav.back", ":nav.home"]],
  ["t`Hello ${name}`; t({ message: 'Hi' }); msg`Hi`; <Macro>Hello <b>you</b></Macro>", []],
  ["i18n._('Hello you'); i18n._('Save'); i18n._('Fehler…'); i18n._(`Hello ${x}`)", []],
  ["i18n._(x); i18n._(...all); i18n._(msg`Hi`); t(descriptor); i18n.locale('gone')", []],
  ["function F({ i18n }) { i18n._('own.thing') } other.t('gone'); _('gone')", []],
])("%s is defined", async (code, used) => {
  const { faults, used: all } = await check(code);
  expect(faults).toEqual([]);
  if (used !== null) expect(all).toEqual(used);
});

it.each([
  ['i18n._("nav.gone")', "4:8 undefined-key nav.gone"],
  ['i18n._({ id: "nav.gone", message: "Gone" })', "4:14 undefined-key nav.gone mild"],
  ['t({ id: "nav.gone" })', "4:9 undefined-key nav.gone"],
  ['msg({ id: "nav.gone", message: "Gone" })', "4:11 undefined-key nav.gone mild"],
  ['<Trans id="nav.gone" />', "4:11 undefined-key nav.gone"],
  ['<Macro id="nav.gone">Gone</Macro>', "4:11 undefined-key nav.gone mild"],
  ['const { _ } = useLingui(); _("nav.gone")', "4:30 undefined-key nav.gone"],
  ['i18n._("hello")', "4:8 argument hello name"],
  ['<Trans id="hello" />', "4:11 argument hello name"],
])("%s is told", async (code, fault) => {
  expect((await check(code)).faults).toEqual([fault]);
});
