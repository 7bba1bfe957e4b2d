/** The body of `POST /jobs/localization`, as the document has it. */
export interface CreateRequest {
  readonly sourceLocale: string;
  readonly targetLocales: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly context?: string;
  readonly hints?: Readonly<Record<string, readonly string[]>>;
  readonly callbackUrl?: string;
  readonly idempotencyKey?: string;
  readonly engineId?: string;
  readonly pipelineConfig?: object;
  readonly lockedKeys?: readonly string[];
}

type Check = (value: unknown) => boolean;

const REQUIRED = ["sourceLocale", "targetLocales", "data"] as const;
const CHECKS: Readonly<Record<keyof CreateRequest, Check>> = {
  sourceLocale: isLocale,
  targetLocales: (value) =>
    isList(value) &&
    value.length >= 1 &&
    value.length <= 100 &&
    value.every(isLocale) &&
    new Set(value).size === value.length,
  data: (value) => isMap(value) && Object.keys(value).length > 0,
  context: isText,
  hints: (value) => isMap(value) && Object.values(value).every((crumbs) => isTexts(crumbs)),
  callbackUrl: (value) => isText(value) && URL.canParse(value) && value.startsWith("https://"),
  idempotencyKey: (value) => isText(value) && value !== "",
  engineId: (value) => isText(value) && value.startsWith("eng_"),
  pipelineConfig: isMap,
  lockedKeys: (value) => isTexts(value) && value.length <= 100,
};

/** What is wrong with a request, as the service says it; undefined where it is valid. */
export function faultIn(body: unknown): string | undefined {
  if (!isMap(body)) return "Expected a JSON object";
  const missing = REQUIRED.find((name) => body[name] === undefined);
  if (missing !== undefined) return `${missing}: Required`;
  for (const [name, value] of Object.entries(body)) {
    if (!Object.hasOwn(CHECKS, name)) return `Unrecognized key: ${name}`;
    if (!CHECKS[name as keyof CreateRequest](value)) return `${name}: Invalid value`;
  }
  const { data, hints = {} } = body as unknown as CreateRequest;
  const stray = Object.keys(hints).find((path) => typeof textAt(data, path) !== "string");
  return stray === undefined ? undefined : `hints: no text at ${stray}`;
}

/** The same shape with every text translated; all that is no text stays. */
export function mapTexts(value: unknown, map: (text: string) => unknown): unknown {
  if (typeof value === "string") return map(value);
  if (isList(value)) return value.map((item) => mapTexts(item, map));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, mapTexts(inner, map)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}

function textAt(data: unknown, path: string): unknown {
  let value = data;
  for (const name of path.split(".")) value = isMap(value) ? value[name] : undefined;
  return value;
}

function isLocale(value: unknown): value is string {
  if (typeof value !== "string" || !/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u.test(value)) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTexts(value: unknown): value is readonly string[] {
  return isList(value) && value.every(isText);
}
