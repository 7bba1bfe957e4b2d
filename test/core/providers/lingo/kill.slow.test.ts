import { expect, test, vi } from "vitest";
import { createRepository } from "../../../support/repository.ts";
import { spawnCli } from "../../../support/spawned-cli.ts";
import { KEY, startLingo } from "./bench.ts";

const SOURCE = Object.fromEntries(
  Array.from({ length: 60 }, (_, n) => [`key${n}`, `Text number ${n}`]),
);

test("a process that is killed at any request costs nothing, and the next ends as an unkilled one", async () => {
  vi.stubEnv("LINGO_API_KEY", KEY);
  const server = await startLingo({ jobTime: 100 });
  const repository = createRepository();
  repository.write(
    "locstep.yaml",
    `sourceLocale: en
targetLocales: [de, fr, ja]
files: ["l/{locale}/{namespace}.json"]
provider: { name: lingo, baseUrl: "${server.url}" }
`,
  );
  repository.write("l/en/a.json", SOURCE);
  await repository.commit("Write the source");

  let killed = 0;
  for (let at = 1; at <= 8; at++) {
    const checkout = await repository.clone();
    // Of its own: a group that is known already would be collected at once.
    checkout.write("l/en/a.json", { ...SOURCE, round: `Round ${at}` });
    const before = server.charged();
    const first = server.requests.length;
    const run = spawnCli(["sync"], checkout.root);
    server.interfere(() => {
      if (server.requests.length - first >= at) run.kill("SIGKILL");
      return undefined;
    });
    killed += (await run.ended).signal === "SIGKILL" ? 1 : 0;
    server.interfere(undefined);
    const { code, stderr } = await spawnCli(["sync"], checkout.root).ended;
    expect({ at, code, stderr }).toEqual({ at, code: 0, stderr: "" });
    for (const locale of ["de", "fr", "ja"]) {
      const texts = Object.entries({ ...SOURCE, round: `Round ${at}` });
      expect(JSON.parse(checkout.read(`l/${locale}/a.json`))).toEqual(
        Object.fromEntries(texts.map(([key, text]) => [key, `${locale}: ${text}`])),
      );
    }
    expect(server.charged() - before).toBe(61 * 3);
  }
  expect(killed).toBeGreaterThan(4);
});
