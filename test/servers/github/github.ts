import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerGit } from "../../support/http-repository.ts";
import { type Answer, type Call, NOT_ACCESSIBLE, NOT_FOUND, ok, refusal } from "./answer.ts";
import { answerGitData } from "./git-data.ts";
import { answerGraphql } from "./graphql.ts";
import { answerIssues } from "./issues.ts";
import { answerPulls } from "./pulls.ts";
import { openBareRepository } from "./repository.ts";
import { repositoryShape } from "./shapes.ts";
import { type State, type Token, followRefs } from "./state.ts";

export type { State, Token } from "./state.ts";

/** One request, as tests look at it or get in its way. */
export interface GitHubRequest {
  readonly kind: "git" | "rest" | "graphql";
  readonly method: string;
  /** Of the API or of the repository, with its query; a mutation's own name for GraphQL. */
  readonly path: string;
  readonly body: string;
}

/** What befalls a request. `fail`: it is not carried out; `lose`: it is, and the answer is lost. */
export type Fault = "fail" | "lose" | Answer;

export interface Exchange {
  readonly request: GitHubRequest;
  readonly status: number;
  readonly body: unknown;
}

/** A GitHub with one repository. */
export interface GitHub {
  readonly url: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Without a name or secret in it. */
  readonly cloneUrl: string;
  readonly state: State;
  /** What came over the API, answered. */
  readonly exchanges: readonly Exchange[];
  /** All that came, git's own requests among them. */
  readonly requests: GitHubRequest[];
  /** Gets in the way of requests; asked before each is carried out. */
  interfere: (request: GitHubRequest) => Promise<Fault | undefined> | Fault | undefined;
  /** Makes a token known. */
  addToken(value: string, token: Partial<Token>): void;
  close(): Promise<void>;
}

export const OWNER = "acme";
export const NAME = "shop";

const BOT: Token = {
  kind: "installation",
  login: "github-actions[bot]",
  name: "github-actions[bot]",
  email: "41898282+github-actions[bot]@users.noreply.github.com",
  permissions: { contents: "write", pull_requests: "write", issues: "read" },
};

/** Serves the bare repository at `root` on this machine, as GitHub Enterprise lays out its addresses. */
export async function openGitHub(root: string): Promise<GitHub> {
  const state: State = {
    repository: openBareRepository(root),
    owner: OWNER,
    name: NAME,
    url: "",
    tokens: new Map(),
    pulls: [],
    comments: [],
    settings: {
      mayActionsOpenPulls: true,
      draftsAllowed: true,
      autoMergeAllowed: true,
      protectedBranches: new Set(),
    },
    verified: new Set(),
    nextId: 1,
  };
  const exchanges: Exchange[] = [];
  const requests: GitHubRequest[] = [];
  await state.repository.git(["config", "http.receivepack", "true"]);

  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams, search } = new URL(request.url ?? "/", "http://localhost");
    const { method = "GET" } = request;
    const isApi = pathname.startsWith("/api/");
    const isGraphql = pathname === "/api/graphql";
    const body = isApi ? await text(request) : "";
    const seen: GitHubRequest = {
      kind: isGraphql ? "graphql" : isApi ? "rest" : "git",
      method,
      path: isGraphql
        ? (/\b(\w+)\(/u.exec(
            (JSON.parse(body) as { query: string }).query.replace(/^[^{]*\{/u, ""),
          )?.[1] ?? "")
        : pathname.replace("/api/v3", "") + search,
      body,
    };
    requests.push(seen);
    const fault = await github.interfere(seen);
    if (fault === "fail") return void response.writeHead(502).end("<html>Bad Gateway</html>");
    if (!isApi) return serveGit(request, response, fault);
    const answer =
      typeof fault === "object"
        ? fault
        : await answerApi(pathname, searchParams, method, body, request.headers.authorization);
    if (fault === "lose") return void response.destroy();
    exchanges.push({ request: seen, status: answer.status, body: answer.body });
    response.writeHead(answer.status, {
      "content-type": "application/json; charset=utf-8",
      "x-accepted-github-permissions": "contents=write",
      ...answer.headers,
    });
    response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
  }

  function serveGit(
    request: IncomingMessage,
    response: ServerResponse,
    fault: Fault | undefined,
  ): void {
    const headers = request.rawHeaders.filter((name) => /^authorization$/iu.test(name));
    if (headers.length > 1) return void response.writeHead(400).end("Duplicate header");
    const token = tokenOf(request.headers.authorization, "basic");
    if (token === undefined) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="GitHub"' }).end();
      return;
    }
    if (typeof fault === "object") return void response.writeHead(fault.status).end();
    if (/git-receive-pack/u.test(request.url ?? "") && token.permissions.contents !== "write") {
      return void response.writeHead(403).end();
    }
    request.url = (request.url ?? "").replace(`/${OWNER}/${NAME}.git`, "");
    if (fault === "lose") response.end = (() => void response.destroy()) as never;
    answerGit(root, request, response, token.login);
  }

  function tokenOf(header: string | undefined, ...schemes: readonly string[]): Token | undefined {
    const [scheme = "", value = ""] = (header ?? "").split(" ");
    if (!schemes.includes(scheme.toLowerCase())) return undefined;
    const secret =
      scheme.toLowerCase() === "basic"
        ? Buffer.from(value, "base64")
            .toString()
            .replace(/^x-access-token:/u, "")
        : value;
    return state.tokens.get(secret);
  }

  async function answerApi(
    pathname: string,
    query: URLSearchParams,
    method: string,
    body: string,
    authorization: string | undefined,
  ): Promise<Answer> {
    const token = tokenOf(authorization, "token", "bearer");
    if (token === undefined) return refusal(401, "Bad credentials");
    const input = body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
    if (pathname === "/api/graphql") return answerGraphql(state, input, token);
    const [, , , , owner, name, area, ...segments] = pathname.split("/").map(decodeURIComponent);
    if (owner !== OWNER || name !== NAME) return NOT_FOUND;
    if (token.permissions.contents === "none") return NOT_FOUND;
    const call: Call = { method, segments, query, input };
    switch (area) {
      case undefined:
        return ok(repositoryShape(state));
      case "git":
        return method === "GET" || token.permissions.contents === "write"
          ? answerGitData(state, call, token)
          : NOT_ACCESSIBLE;
      case "pulls":
        return answerPulls(state, call, token);
      case "issues":
        await followRefs(state);
        return answerIssues(state, call, token);
      default:
        return NOT_FOUND;
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.url = url;
  const github: GitHub = {
    url,
    apiUrl: `${url}/api/v3`,
    graphqlUrl: `${url}/api/graphql`,
    cloneUrl: `${url}/${OWNER}/${NAME}.git`,
    state,
    exchanges,
    requests,
    interfere: () => undefined,
    addToken: (value, token) => void state.tokens.set(value, { ...BOT, ...token }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
  return github;
}
