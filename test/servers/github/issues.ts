import { type Answer, type Call, NOT_ACCESSIBLE, NOT_FOUND, ok, paged } from "./answer.ts";
import { commentShape, labelShape } from "./shapes.ts";
import type { State, Token } from "./state.ts";

/** Labels and comments: a pull request is an issue to these. */
export function answerIssues(state: State, call: Call, token: Token): Answer {
  const { issues, pull_requests } = token.permissions;
  const mayWrite = issues === "write" || pull_requests === "write";
  if (call.method !== "GET" && !mayWrite) return NOT_ACCESSIBLE;
  const [first, second, third] = call.segments;
  if (first === "comments") return answerComment(state, call, Number(second));
  const pull = state.pulls.find(({ number }) => number === Number(first));
  if (pull === undefined) return NOT_FOUND;
  const api = `${state.url}/api/v3/repos/${state.owner}/${state.name}/issues/${pull.number}`;
  if (second === "labels" && third === undefined && call.method === "POST") {
    for (const label of call.input["labels"] as readonly string[]) pull.labels.add(label);
    return ok([...pull.labels].map((label) => labelShape(state, label)));
  }
  if (second !== "comments") return NOT_FOUND;
  if (call.method === "GET") {
    const own = state.comments.filter(({ issue }) => issue === pull.number);
    return paged(
      own.map((comment) => commentShape(state, comment)),
      call,
      `${api}/comments`,
    );
  }
  const comment = {
    id: state.nextId++,
    issue: pull.number,
    author: token.login,
    body: String(call.input["body"]),
  };
  state.comments.push(comment);
  return ok(commentShape(state, comment), 201);
}

function answerComment(state: State, call: Call, id: number): Answer {
  const comment = state.comments.find((one) => one.id === id);
  if (comment === undefined) return NOT_FOUND;
  if (call.method === "PATCH") comment.body = String(call.input["body"]);
  return ok(commentShape(state, comment));
}
