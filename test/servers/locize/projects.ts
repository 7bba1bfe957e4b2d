import { randomUUID } from "node:crypto";
import type { Reply } from "../listen.ts";
import {
  type Asked,
  type Role,
  Refused,
  type Route,
  fieldsOf,
  flag,
  languageOf,
  refused,
  versionOf,
} from "./requests.ts";
import {
  type Project,
  type Tenant,
  copyTexts,
  namespaceIn,
  newProject,
  newVersion,
  publish,
  setEntry,
} from "./state.ts";

/** Endpoints about projects: versions, namespaces, languages, people, tenants and branches. */
export const PROJECT_ROUTES: readonly Route[] = [
  { method: "GET", path: "languages/{project}", answer: languages },
  {
    method: "GET",
    path: "tags/{project}",
    role: "read",
    answer: ({ project }) => ({ body: project.tags }),
  },
  {
    method: "POST",
    path: "copy/{project}/version/{from}/{to}",
    role: "user",
    query: ["ignoreIfVersionExists"],
    answer: copyVersion,
  },
  {
    method: "POST",
    path: "copy/{project}/version/{from}/{to}/{language}",
    role: "user",
    answer: copyLanguage,
  },
  {
    method: "POST",
    path: "publish/{project}/{version}",
    role: "user",
    query: ["tenants", "branches"],
    answer: publishVersion,
  },
  {
    method: "POST",
    path: "version/{project}/{version}",
    role: "admin",
    body: "maybe",
    answer: createVersion,
  },
  { method: "DELETE", path: "version/{project}/{version}", role: "admin", answer: removeVersion },
  { method: "GET", path: "jobs/{project}/{job}", role: "read", answer: job },
  {
    method: "POST",
    path: "create/{project}/{version}/{namespace}",
    role: "user",
    body: "maybe",
    answer: (asked) => createNamespace(asked, asked.project.referenceLanguage),
  },
  {
    method: "POST",
    path: "create/{project}/{version}/{language}/{namespace}",
    role: "user",
    body: "maybe",
    answer: (asked) => createNamespace(asked, languageOf(asked)),
  },
  {
    method: "POST",
    path: "rename/{project}/{version}/{from}/{to}",
    role: "user",
    answer: renameNamespace,
  },
  {
    method: "DELETE",
    path: "delete/{project}/{version}/{namespace}",
    role: "user",
    answer: deleteNamespace,
  },
  {
    method: "POST",
    path: "language/{project}/{language}",
    role: "admin",
    body: "maybe",
    answer: addLanguage,
  },
  {
    method: "DELETE",
    path: "language/{project}/{language}",
    role: "admin",
    body: "maybe",
    answer: removeLanguage,
  },
  {
    method: "PUT",
    path: "language/{project}",
    role: "admin",
    body: "needed",
    answer: setLanguages,
  },
  {
    method: "POST",
    path: "invite/{project}",
    role: "admin",
    body: "needed",
    query: ["send"],
    answer: invite,
  },
  { method: "GET", path: "users/{project}", role: "read", answer: () => ({ body: [ADA] }) },
  { method: "GET", path: "stats/project/{project}", role: "read", answer: statistics },
  { method: "GET", path: "stats/project/{project}/{version}", role: "read", answer: statistics },
  {
    method: "POST",
    path: "stats/project/regenerate/{project}/{version}",
    role: "user",
    query: ["namespace"],
    answer: done,
  },
  {
    method: "POST",
    path: "stats/project/regenerate/{project}/{version}/{language}",
    role: "user",
    query: ["namespace"],
    answer: done,
  },
  {
    method: "GET",
    path: "stats/user/{project}/{user}",
    role: "read",
    query: ["year"],
    answer: userStatistics,
  },
  {
    method: "GET",
    path: "stats/users/{project}",
    role: "admin",
    query: ["year"],
    answer: ({ query }) => ({ body: [work(ADA.id, query)] }),
  },
  {
    method: "POST",
    path: "tenant/create/{project}",
    role: "admin",
    body: "needed",
    answer: createTenant,
  },
  {
    method: "POST",
    path: "tenant/update/{project}/{tenant}",
    role: "admin",
    body: "needed",
    answer: updateTenant,
  },
  {
    method: "POST",
    path: "tenant/subscribe/{project}/{tenant}",
    role: "admin",
    answer: subscribeTenant,
  },
  {
    method: "GET",
    path: "tenants/{project}",
    role: "admin",
    answer: ({ project }) => ({ body: project.tenants }),
  },
  {
    method: "POST",
    path: "branch/create/{project}/{version}",
    role: "admin",
    body: "needed",
    answer: createBranch,
  },
  { method: "GET", path: "branches/{project}", role: "admin", answer: branches },
  {
    method: "POST",
    path: "branch/merge/{project}",
    role: "admin",
    query: ["delete"],
    answer: mergeBranch,
  },
  { method: "DELETE", path: "branch/{project}", role: "admin", answer: deleteBranch },
];

const ADA = {
  id: "ba175147-c7a3-45d2-9b24-739ae2ed948c",
  firstname: "Ada",
  lastname: "Lovelace",
  username: "ada",
  email: "ada@example.org",
  role: "admin",
  scope: { languages: [], versions: [] },
};
const ROLES = ["user", "publisher", "manager", "accountant", "admin"];

function languages({ project }: Asked): Reply {
  const body = [...project.languages].map((code) => {
    const translated = [...project.versions].map(([name, version]) => {
      const counts = [...(version.languages.get(project.referenceLanguage) ?? [])].map(
        ([namespace, entries]) => {
          const theirs = namespaceIn(version, code, namespace);
          return [
            [...entries.keys()].filter((key) => theirs.has(key)).length,
            entries.size,
          ] as const;
        },
      );
      const total = counts.reduce((sum, [, size]) => sum + size, 0);
      const there = counts.reduce((sum, [count]) => sum + count, 0);
      return [name, total === 0 ? 0 : there / total];
    });
    const isReferenceLanguage = code === project.referenceLanguage;
    const name = new Intl.DisplayNames(["en"], { type: "language" }).of(code.replaceAll("_", "-"));
    return [
      code,
      { name, nativeName: name, isReferenceLanguage, translated: Object.fromEntries(translated) },
    ];
  });
  return { body: Object.fromEntries(body) };
}

function copyVersion(asked: Asked): Reply {
  const { project, at, role, query, state } = asked;
  const from = versionOf(asked, at["from"]);
  const known = project.versions.get(at["to"] ?? "");
  if (known !== undefined && flag(query, "ignoreIfVersionExists"))
    return startJob(asked, "ignored");
  if (known === undefined && role !== "admin")
    return refused(403, "a new version needs the admin role");
  const to = known ?? newVersion(false);
  project.versions.set(at["to"] ?? "", to);
  copyTexts(from, to, from.languages.keys());
  if (to.autoPublish) publish(state, to);
  return startJob(asked, "copyVersionRequested");
}

function copyLanguage(asked: Asked): Reply {
  copyTexts(versionOf(asked, asked.at["from"]), versionOf(asked, asked.at["to"]), [
    languageOf(asked),
  ]);
  return startJob(asked, "copyLanguageRequested");
}

function publishVersion(asked: Asked): Reply {
  flag(asked.query, "tenants");
  flag(asked.query, "branches");
  publish(asked.state, versionOf(asked));
  return startJob(asked, "publishRequested");
}

function createVersion(asked: Asked): Reply {
  const { project, at, body } = asked;
  const { autoPublish = false, cacheControlMaxAge = 0, ...others } = fieldsOf(body ?? {});
  if (typeof autoPublish !== "boolean" || typeof cacheControlMaxAge !== "number")
    return refused(400, "the settings are malformed");
  if (Object.keys(others).length > 0) return refused(400, `unknown: ${Object.keys(others).join()}`);
  if (project.versions.has(at["version"] ?? "")) return refused(412, "the version exists");
  project.versions.set(at["version"] ?? "", newVersion(autoPublish));
  return startJob(asked, "createVersionRequested");
}

function removeVersion(asked: Asked): Reply {
  versionOf(asked);
  asked.project.versions.delete(asked.at["version"] ?? "");
  return startJob(asked, "removeVersionRequested");
}

function startJob({ project, state }: Asked, event: string): Reply {
  const jobId = randomUUID();
  project.jobs.set(jobId, { event, startedAt: state.now(), pollsLeft: state.settings.jobPolls });
  return { body: { jobId } };
}

/** A job that is done is told by 404, and to who asks once more by null: both occur. */
function job({ project, at }: Asked): Reply {
  const jobId = at["job"] ?? "";
  const known = project.jobs.get(jobId);
  if (known === undefined || known.pollsLeft < 0) return { body: null };
  if (known.pollsLeft-- === 0) return { status: 404, body: {} };
  const { event, startedAt } = known;
  return { body: { projectId: project.id, jobId, event, startedAt } };
}

function createNamespace(asked: Asked, language: string): Reply {
  const { state, at, body } = asked;
  const version = versionOf(asked);
  const name = at["namespace"] ?? "";
  if (version.languages.get(language)?.has(name)) return refused(412, "the namespace exists");
  const namespace = namespaceIn(version, language, name);
  for (const [key, value] of Object.entries(fieldsOf(body ?? {}))) {
    setEntry(state, namespace, key, { value: String(value) });
  }
  return { body: { ok: true } };
}

function renameNamespace(asked: Asked): Reply {
  const { from = "", to = "" } = asked.at;
  const version = versionOf(asked);
  const holders = [...version.languages.values()].filter((namespaces) => namespaces.has(from));
  if (holders.length === 0) return refused(404, `namespace ${from} not found`);
  if ([...version.languages.values()].some((namespaces) => namespaces.has(to))) {
    return refused(409, `namespace ${to} exists`);
  }
  for (const namespaces of holders) {
    namespaces.set(to, namespaces.get(from)!);
    namespaces.delete(from);
  }
  return done();
}

function deleteNamespace(asked: Asked): Reply {
  const { namespace = "" } = asked.at;
  const held = [...versionOf(asked).languages.values()].map((namespaces) =>
    namespaces.delete(namespace),
  );
  return held.includes(true) ? done() : refused(404, `namespace ${namespace} not found`);
}

function addLanguage(asked: Asked): Reply {
  const { project, at, body } = asked;
  checkVersions(asked, body);
  if (project.languages.has(at["language"] ?? "")) return refused(412, "the language exists");
  project.languages.add(at["language"] ?? "");
  return done();
}

function removeLanguage(asked: Asked): Reply {
  checkVersions(asked, asked.body);
  const language = languageOf(asked);
  if (language === asked.project.referenceLanguage)
    return refused(400, "the reference language stays");
  asked.project.languages.delete(language);
  return done();
}

function checkVersions(asked: Asked, body: unknown): void {
  const { versions = [], ...others } = fieldsOf(body ?? {});
  if (!isTexts(versions) || Object.keys(others).length > 0)
    throw new Refused(400, "the body is malformed");
  for (const version of versions) versionOf(asked, version);
}

function setLanguages(asked: Asked): Reply {
  const { project, body } = asked;
  const lists = Array.isArray(body) ? [body] : Object.values(fieldsOf(body));
  if (!lists.every(isTexts)) return refused(400, "the body is malformed");
  const wanted = new Set([project.referenceLanguage, ...lists.flat()]);
  for (const language of project.languages)
    if (!wanted.has(language)) project.languages.delete(language);
  for (const language of wanted) project.languages.add(language);
  return done();
}

function invite({ body, query }: Asked): Reply {
  flag(query, "send");
  const { email, role = "user", scope = {} } = fieldsOf(body);
  if (typeof email !== "string" || !email.includes("@")) return refused(400, "email is missing");
  if (!ROLES.includes(String(role))) return refused(400, "no such role");
  const whole = { languages: [], versions: [], ...fieldsOf(scope) };
  return {
    body: {
      code: "LL4m",
      role,
      email,
      scope: whole,
      link: "https://www.locize.app/register?invitation=LL4m",
    },
  };
}

function statistics({ project, at }: Asked): Reply {
  const body: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [name, version] of project.versions) {
    if ((at["version"] ?? name) !== name) continue;
    body[name] = {};
    for (const language of project.languages) {
      const counts: Record<string, unknown> = {};
      for (const [namespace, entries] of version.languages.get(project.referenceLanguage) ?? []) {
        const theirs = namespaceIn(version, language, namespace);
        const segmentsTranslated = [...entries.keys()].filter((key) => theirs.has(key)).length;
        const translated = entries.size === 0 ? 1 : segmentsTranslated / entries.size;
        counts[namespace] = {
          translated,
          untranslated: 1 - translated,
          ordered: 0,
          segmentsTranslated,
          segmentsTotal: entries.size,
        };
      }
      body[name][language] = counts;
    }
  }
  return {
    body: at["version"] === undefined ? body : body[at["version"]] === undefined ? {} : body,
  };
}

function userStatistics({ at, query }: Asked): Reply {
  if (at["user"] !== ADA.id) return refused(404, "no such user");
  return { body: work(ADA.id, query) };
}

function work(userId: string, query: URLSearchParams): unknown {
  const year = Number(query.get("year") ?? 2026);
  return {
    userId,
    year,
    words: { "0": 23 },
    modifications: { "0": 2 },
    tagsSet: {},
    tagsUnset: {},
    updatedAt: 1,
  };
}

function createTenant({ project, body }: Asked): Reply {
  const { name, canEditLanguages = false } = fieldsOf(body);
  if (typeof name !== "string" || name === "") return refused(400, "name is missing");
  const tenant = { id: randomUUID(), name, canEditLanguages: canEditLanguages === true };
  project.tenants.push(tenant);
  return { body: shown(tenant) };
}

function updateTenant(asked: Asked): Reply {
  const { canEditLanguages } = fieldsOf(asked.body);
  if (typeof canEditLanguages !== "boolean") return refused(400, "canEditLanguages is missing");
  const tenant = tenantOf(asked);
  tenant.canEditLanguages = canEditLanguages;
  return { body: shown(tenant) };
}

function subscribeTenant(asked: Asked): Reply {
  const tenant = tenantOf(asked);
  tenant.subscribedAt = asked.state.now();
  return { body: shown(tenant) };
}

function tenantOf({ project, at }: Asked): Tenant {
  const tenant = project.tenants.find(({ id }) => id === at["tenant"]);
  if (tenant === undefined) throw new Refused(404, "no such tenant");
  return tenant;
}

function shown({ id, name, subscribedAt }: Tenant): unknown {
  return { id, name, slug: id.slice(0, 8), ...(subscribedAt && { subscribedAt }) };
}

function createBranch(asked: Asked): Reply {
  const { state, project, at, body } = asked;
  const { name } = fieldsOf(body);
  if (typeof name !== "string" || name === "") return refused(400, "name is missing");
  if (branchesOf(asked).some((branch) => branch.name === name))
    return refused(412, "the branch exists");
  const { referenceLanguage, languages } = project;
  const from = versionOf(asked);
  const branch = newProject(state, {
    id: randomUUID(),
    name,
    referenceLanguage,
    languages: [...languages],
    branchOf: project.id,
  });
  const to = newVersion(true);
  branch.versions.clear();
  branch.versions.set(at["version"] ?? "", to);
  copyTexts(from, to, from.languages.keys());
  return { body: branchShown(branch) };
}

function branchesOf({ state, project }: Asked): readonly Project[] {
  return [...state.projects.values()].filter(({ branchOf }) => branchOf === project.id);
}

function branches(asked: Asked): Reply {
  return { body: branchesOf(asked).map(branchShown) };
}

function branchShown({ id, name, slug, versions }: Project): unknown {
  return { id, name, version: [...versions.keys()][0], slug };
}

function mergeBranch(asked: Asked): Reply {
  const { state, project, query } = asked;
  const parent = state.projects.get(project.branchOf ?? "");
  if (parent === undefined) return refused(400, "this project is no branch");
  for (const [name, version] of project.versions) {
    for (const [language, namespaces] of version.languages) {
      for (const [namespace, entries] of namespaces) {
        const into = namespaceIn(parent.versions.get(name) as never, language, namespace);
        for (const [key, entry] of entries) setEntry(state, into, key, entry);
      }
    }
  }
  const started = startJob({ ...asked }, "mergeBranchRequested");
  if (flag(query, "delete")) state.projects.delete(project.id);
  // Its jobs are asked for by the branch's id, which outlives it.
  state.projects.set(project.id, {
    ...project,
    branchOf: flag(query, "delete") ? "gone" : (project.branchOf ?? ""),
  });
  return started;
}

function deleteBranch(asked: Asked): Reply {
  const { state, project } = asked;
  if (!state.projects.has(project.branchOf ?? "")) return refused(400, "this project is no branch");
  const started = startJob(asked, "deleteBranchRequested");
  state.projects.set(project.id, { ...project, branchOf: "gone" });
  return started;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function done(): Reply {
  return { body: { ok: true } };
}

/** Whether a key's role suffices. */
export function suffices(role: Role | undefined, needed: Role): boolean {
  const ranks: readonly (Role | undefined)[] = [undefined, "read", "user", "admin"];
  return ranks.indexOf(role) >= ranks.indexOf(needed);
}
