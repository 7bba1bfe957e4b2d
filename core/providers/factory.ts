import type { Fields } from "../model/shape.ts";
import type { Journal } from "./journal.ts";
import type { Provider } from "./provider.ts";

/** What stands under `provider:`, already of the shapes that the factory asks for. */
export type ProviderOptions = Readonly<Record<string, unknown>>;

/** Environment variables: the only place secrets come from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a provider is opened. */
export interface ProviderFactory {
  /** The options it understands, besides `name` and `baseUrl`. */
  readonly options: Fields;
  /** Throws UsageError when an option or an environment variable is missing. */
  open(options: ProviderOptions, environment: Environment, journal: Journal): Provider;
}
