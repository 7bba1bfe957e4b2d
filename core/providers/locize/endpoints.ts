import type { HttpResponse } from "../http/http.ts";
import type { HttpRequest } from "../http/request.ts";
import {
  readBranch,
  readChanged,
  readDownloads,
  readInvited,
  readJob,
  readLanguages,
  readList,
  readNothing,
  readPage,
  readSegment,
  readStartedJob,
  readStatistics,
  readTags,
  readTenant,
  readTexts,
  readUpdated,
  readUser,
  readUserStatistics,
  textOrNothing,
  told,
} from "./answers.ts";
import type { Call, CallName, Calls } from "./calls.ts";

export interface Endpoint<C extends Call<string, unknown, unknown, unknown>> {
  readonly method: HttpRequest["method"];
  /** `{name?}` and all after it may be left out. A query that is always sent stands at the end. */
  readonly path: string;
  /** Whether a key is sent: what everybody may read is told without one. */
  readonly isPublic?: boolean;
  /** Statuses besides 2xx that are an answer. */
  readonly accept?: readonly number[];
  /** See HttpRequest. */
  readonly once?: boolean;
  readonly read: (response: HttpResponse) => C["answer"];
}

const PLACE = "{project}/{version}/{language}/{namespace}";

/** Every endpoint of the document, and `regenerateStatistics`, which only its clients show. */
export const ENDPOINTS: Readonly<{ [N in CallName]: Endpoint<Calls[N]> }> = {
  namespace: { method: "GET", path: PLACE, isPublic: true, read: readTexts },
  privateNamespace: { method: "GET", path: `private/${PLACE}`, read: readTexts },
  languages: { method: "GET", path: "languages/{project}", isPublic: true, read: readLanguages },
  missing: { method: "POST", path: `missing/${PLACE}`, accept: [412], read: readChanged },
  used: { method: "POST", path: `used/${PLACE}`, accept: [412], read: readChanged },
  update: {
    method: "POST",
    path: `update/${PLACE}`,
    accept: [401, 403, 412],
    read: readUpdated,
  },
  download: {
    method: "GET",
    path: "download/{project}/{version?}/{language?}/{namespace?}",
    read: readDownloads,
  },
  pull: { method: "GET", path: `pull/${PLACE}`, read: (from) => readPage(from, textOrNothing) },
  segments: {
    method: "GET",
    path: `pull/${PLACE}?raw=true`,
    // A text in the place of a segment is what went wrong.
    read: (from) => readPage(from, readSegment, told(from)),
  },
  tags: { method: "GET", path: "tags/{project}", read: readTags },
  copyVersion: {
    method: "POST",
    path: "copy/{project}/version/{from}/{to}",
    read: readStartedJob,
  },
  copyLanguage: {
    method: "POST",
    path: "copy/{project}/version/{from}/{to}/{language}",
    read: readStartedJob,
  },
  publish: { method: "POST", path: "publish/{project}/{version}", read: readStartedJob },
  createVersion: { method: "POST", path: "version/{project}/{version}", read: readStartedJob },
  removeVersion: { method: "DELETE", path: "version/{project}/{version}", read: readStartedJob },
  job: { method: "GET", path: "jobs/{project}/{job}", accept: [404], read: readJob },
  createNamespace: {
    method: "POST",
    path: "create/{project}/{version}/{namespace}",
    read: readNothing,
  },
  createNamespaceIn: { method: "POST", path: `create/${PLACE}`, read: readNothing },
  renameNamespace: {
    method: "POST",
    path: "rename/{project}/{version}/{from}/{to}",
    read: readNothing,
  },
  deleteNamespace: {
    method: "DELETE",
    path: "delete/{project}/{version}/{namespace}",
    read: readNothing,
  },
  addLanguage: {
    method: "POST",
    path: "language/{project}/{language}",
    accept: [412],
    read: readNothing,
  },
  removeLanguage: { method: "DELETE", path: "language/{project}/{language}", read: readNothing },
  setLanguages: { method: "PUT", path: "language/{project}", read: readNothing },
  invite: { method: "POST", path: "invite/{project}", read: readInvited },
  users: { method: "GET", path: "users/{project}", read: (from) => readList(from, readUser) },
  statistics: {
    method: "GET",
    path: "stats/project/{project}/{version?}",
    read: readStatistics,
  },
  regenerateStatistics: {
    method: "POST",
    path: "stats/project/regenerate/{project}/{version}/{language?}",
    read: readNothing,
  },
  userStatistics: {
    method: "GET",
    path: "stats/user/{project}/{user}",
    read: (from) => readUserStatistics(told(from), from),
  },
  usersStatistics: {
    method: "GET",
    path: "stats/users/{project}",
    read: (from) => readList(from, readUserStatistics),
  },
  createTenant: {
    method: "POST",
    path: "tenant/create/{project}",
    read: (from) => readTenant(told(from), from),
  },
  updateTenant: {
    method: "POST",
    path: "tenant/update/{project}/{tenant}",
    read: (from) => readTenant(told(from), from),
  },
  subscribeTenant: {
    method: "POST",
    path: "tenant/subscribe/{project}/{tenant}",
    read: (from) => readTenant(told(from), from),
  },
  tenants: { method: "GET", path: "tenants/{project}", read: (from) => readList(from, readTenant) },
  createBranch: {
    method: "POST",
    once: true,
    path: "branch/create/{project}/{version}",
    read: (from) => readBranch(told(from), from),
  },
  branches: {
    method: "GET",
    path: "branches/{project}",
    read: (from) => readList(from, readBranch),
  },
  mergeBranch: { method: "POST", path: "branch/merge/{project}", read: readStartedJob },
  deleteBranch: { method: "DELETE", path: "branch/{project}", read: readStartedJob },
};
