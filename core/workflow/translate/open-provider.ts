import { join } from "node:path";
import { UsageError } from "../../model/errors.ts";
import { nearest } from "../../model/nearest.ts";
import type { Config } from "../../project/config.ts";
import { type Journal, openJournal } from "../../providers/journal.ts";
import type { Environment } from "../../providers/factory.ts";
import { refuseOtherHosts } from "../../providers/http/allowed-hosts.ts";
import type { Provider } from "../../providers/provider.ts";
import { inFrontOf, isProviderName, providers } from "../../providers/registry.ts";

const DEFAULT = "embedded";

export interface OpenedProvider {
  readonly provider: Provider;
  /** Makes in this process what no provider is to be asked for. */
  readonly local: Provider | undefined;
  readonly journal: Journal;
}

/**
 * The provider that the configuration or the command line names, `embedded` when neither does.
 * Secrets come from the environment alone. Throws UsageError for an unknown name or a missing key.
 */
export async function openProvider(
  config: Config,
  privateFolder: string,
  environment: Environment,
  chosen?: string,
): Promise<OpenedProvider> {
  const name = chosen ?? config.provider?.name ?? DEFAULT;
  if (!isProviderName(name)) {
    const names = Object.keys(providers);
    const near = nearest(name, names);
    const list = `The providers are ${names.join(", ")}.`;
    const hint = near === undefined ? list : `Did you mean \`${near}\`? ${list}`;
    throw new UsageError(`there is no provider "${name}"`, hint);
  }
  const { baseUrl, options } = config.provider?.name === name ? config.provider : NOTHING;
  const journal = await openJournal(join(privateFolder, "journal"));
  const merged = { ...options, ...(baseUrl && { baseUrl }) };
  for (const [option, value] of Object.entries(merged)) {
    if (typeof value !== "string" || !/^https?:/iu.test(value) || !URL.canParse(value)) continue;
    refuseOtherHosts(new URL(value), `the ${option} of the provider ${name}`, environment);
  }
  const provider = providers[name].open(merged, environment, journal);
  return { provider, local: inFrontOf(name, journal), journal };
}

const NOTHING = { baseUrl: undefined, options: {} };
