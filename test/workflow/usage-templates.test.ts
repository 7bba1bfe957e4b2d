import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { createRepository } from "../support/repository.ts";

const PAGE = "<h1>{{ 'nav.home' | translate }}</h1>\n<p>{{ 'nav.gone' | translate }}</p>\n";

test.each([
  ["@ngx-translate/core", ["app/page.component.html:2:7"]],
  ["i18next", []],
])("templates are read where %s is in use", async (library, expected) => {
  const repository = createRepository();
  repository.write("package.json", { dependencies: { [library]: "17" } });
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['i18n/{locale}.json']\n");
  repository.write("i18n/en.json", { nav: { home: "Home" } });
  repository.write("i18n/de.json", { nav: { home: "Start" } });
  repository.write("app/page.component.html", PAGE);
  await repository.commit("Start");
  const session = await openSession({ cwd: repository.root, environment: {} });
  const { findings } = await session.check();
  const places = findings
    .filter(({ code }) => code === "undefined-key")
    .map(({ path, line, column }) => `${path}:${line}:${column}`);
  expect(places).toEqual(expected);
});
