/** Shorthand for the page's own elements. */

export function byId(id) {
  return document.getElementById(id);
}

/** An element with properties and children (text or elements). */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** An SVG element with attributes and children. */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** One of the icons that index.html defines; words beside it say the same. */
export function icon(name) {
  const use = svg("use", { href: `#${name}` });
  return svg("svg", { class: "icon", "aria-hidden": "true" }, use);
}

/** Shows another icon in an element made with an icon. */
export function setIcon(parent, name) {
  parent.querySelector("use").setAttribute("href", `#${name}`);
}

/** A term and its value, for a description list. */
export function pair(term, value) {
  const [dt, dd] = [element("dt", {}, term), element("dd", {}, value)];
  return element("div", {}, dt, dd);
}

/** Says something to those who listen to the page instead of looking at it. */
export function announce(text) {
  byId("announcer").textContent = text;
}
