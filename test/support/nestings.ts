/** Ways to nest code, each as deep as it is asked for. The first part opens, the last one closes. */
function around(open: string, inner: string, close: string): (depth: number) => string {
  return (depth) => `${open.repeat(depth)}${inner}${close.repeat(depth)}`;
}

function behind(start: string, more: string): (depth: number) => string {
  return (depth) => `${start}${more.repeat(depth)}`;
}

function within(start: string, nested: (depth: number) => string): (depth: number) => string {
  return (depth) => `${start}${nested(depth)}`;
}

export const nestings: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: within("x=", around("(", "1", ")")),
  unclosed: within("x=", around("(", "1", "")),
  lists: within("x=", around("[", "", "]")),
  objects: within("x=", around("{a:", "1", "}")),
  blocks: around("{", "", "}"),
  arrows: within("x=", around("a=>", "1", "")),
  defaults: within("x=", around("(a=", "1", ")=>1")),
  templates: within("x=", around("`${", "1", "}`")),
  elements: within("x=", around("<a>", "", "</a>")),
  attributes: within("x=", around("<a b={", "1", "}/>")),
  members: behind("x=a", ".b"),
  calls: behind("x=a", ".b(1)"),
  tagged: behind("x=a", "``"),
  sum: behind("x=1", "+1"),
  power: behind("x=1", "**1"),
  either: behind("x=a", "||a"),
  commas: behind("x=1", ",a"),
  choices: within("x=", around("a?1:", "1", "")),
  "choices left": within("x=", around("a?", "1", ":1")),
  assignments: around("a=", "1", ""),
  ifs: around("if(a)", ";", ""),
  "else if": behind("if(a);", "else if(a);"),
  loops: around("do ", ";", " while(a);"),
  not: within("x=", around("!", "1", "")),
  typeof: within("x=", around("typeof ", "1", "")),
  await: within("async()=>", around("await ", "1", "")),
  yield: within("function*f(){", around("yield ", "1", "")),
  new: within("x=", around("new ", "a", "")),
  functions: within("x=", around("function(){return ", "1", "}")),
  classes: within("x=", around("class{a=", "1", "}")),
  extends: within("x=", around("class extends ", "a", "{}")),
  patterns: within("let ", (depth) => `${around("[", "a", "]")(depth)}=1`),
  arguments: around("a(", "", ")"),
  tries: around("try{", "", "}finally{}"),
  switches: around("switch(a){case 1:", "", "}"),
  decorators: around("@(", "a", ")class A{}"),
  types: within("let a:", around("[", "1", "]")),
  generics: within("let a:", around("A<", "1", ">")),
  conditional: within("let a:", around("A extends B?1:", "1", "")),
  "function types": within("let a:", around("()=>", "1", "")),
  keyof: within("let a:", around("keyof ", "1", "")),
  as: behind("x=1", " as A"),
  asserted: behind("x=a", "!"),
  namespaces: within("namespace a", (depth) => `${".a".repeat(depth)}{}`),
};
