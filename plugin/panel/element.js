/**
 * An element with its attributes, listeners and children. Texts become text nodes, never markup:
 * keys and translations come from strangers.
 *
 * @param {string} name
 * @param {Record<string, unknown>} attributes Functions are listeners; false and undefined are left out.
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/**
 * Makes these the children. What stays is not touched: it keeps the focus, a selection and its place
 * on the screen.
 */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of parent.querySelectorAll(":scope > *")) {
    if (!wanted.has(child)) child.remove();
  }
  let at = parent.firstElementChild;
  for (const child of children) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/** `1 note`, `1,204 notes`. */
export function counted(count, noun) {
  return `${formatted(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function formatted(count) {
  return count.toLocaleString("en");
}

/** Text with its parts between backquotes as code. */
export function withCode(text) {
  const made = document.createDocumentFragment();
  for (const [at, part] of text.split("`").entries()) {
    made.append(at % 2 === 1 ? element("code", {}, part) : part);
  }
  return made;
}
