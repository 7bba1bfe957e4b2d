import { describe, expect, it } from "vitest";
import { type Messages, told } from "../../support/usage.ts";

const MESSAGES: Messages = { "": { "nav.home": [], "nav.back": [], hello: ["name"] } };

describe("a template", () => {
  async function check(template: string, messages = MESSAGES): ReturnType<typeof told> {
    return told("transloco", "app.html", template, messages);
  }

  it.each([
    ["<p>{{ 'nav.home' | transloco }}</p>", [":nav.home"]],
    ["<p [title]=\"'hello' | transloco: { name }\">", [":hello"]],
    ['<p transloco="nav.home"></p><p [transloco]="\'nav.back\'"></p>', [":nav.back", ":nav.home"]],
    [
      "<p *transloco=\"let t\">{{ t('nav.home') }} {{ t('hello', { name }) }}</p>",
      [":hello", ":nav.home"],
    ],
    ["<p *transloco=\"let t; prefix: 'nav'\">{{ t('home') }}</p>", [":nav.home"]],
    ["<p *transloco=\"let t; read: 'nav'\">{{ t(tab) }}</p>", [":nav.back", ":nav.home"]],
    ["<p *transloco=\"let t; scope: 'nav'\">{{ t('gone') }}</p>", []],
    [
      "<p *transloco=\"let t; read: 'nav'\">{{ t('home') }}</p><p *transloco=\"let t\">{{ t('a.b') }}",
      [":nav.home"],
    ],
    ["<p>{{ t('gone.key') }} {{ x.t('gone.key') }} {{ 'gone.key' | translate }}</p>", []],
  ])("%s is defined", async (template, used) => {
    expect(await check(template)).toEqual({ faults: [], used });
  });

  it.each([
    ["<p>{{ 'nav.gone' | transloco }}</p>", "1:7 undefined-key nav.gone"],
    ['<p transloco="nav.gone"></p>', "1:14 undefined-key nav.gone"],
    ["<p *transloco=\"let t\">{{ t('nav.gone') }}</p>", "1:28 undefined-key nav.gone"],
    ["<p *transloco=\"let t; read:'nav'\">{{ t('gone') }}</p>", "1:40 undefined-key nav.gone"],
  ])("%s is told", async (template, fault) => {
    expect((await check(template)).faults).toEqual([fault]);
  });

  it("a scope that the files do not name may be any of them; one that they name is looked into", async () => {
    const scoped = { "": { "nav.home": [] }, todos: { title: [] } };
    const template = "{{ 'todos.title' | transloco }} {{ 'other.title' | transloco }}";
    expect((await check(template, scoped)).faults).toEqual([]);
    expect((await check("{{ 'todos.gone' | transloco }}", scoped)).faults).toEqual([
      "1:4 undefined-key todos.gone",
    ]);
  });
});

describe("code", () => {
  const IMPORTS =
    'import { translate, translateSignal, TranslocoService } from "@jsverse/transloco";\n';

  async function check(code: string): ReturnType<typeof told> {
    return told("transloco", "app.ts", IMPORTS + code, MESSAGES);
  }

  it.each([
    ["translate('nav.home'); translateSignal('nav.back')", [":nav.back", ":nav.home"]],
    ["this.translocoService.selectTranslate('hello', { name })", [":hello"]],
    ["this.transloco.translateObject('nav')", [":nav.back", ":nav.home"]],
    ["this.transloco.selectTranslate('gone.key', {}, 'scope'); translate(x)", []],
    ["this.shape.translate('gone.key'); this.ownI18n.translate('gone.key')", []],
  ])("%s is defined", async (code, used) => {
    expect(await check(code)).toEqual({ faults: [], used });
  });

  it.each([
    ["translate('nav.gone')", "2:11 undefined-key nav.gone"],
    ["this.translocoService.selectTranslate('nav.gone')", "2:39 undefined-key nav.gone"],
    ["function f(transloco) { transloco.translate('nav.gone') }", "2:45 undefined-key nav.gone"],
  ])("%s is told", async (code, fault) => {
    expect((await check(code)).faults).toEqual([fault]);
  });
});
