/** Of d3-shape what charts call: Metro takes a package whole, and this one has forty files. */
export { default as area } from "../node_modules/d3-shape/src/area.js";
export { monotoneX as curveMonotoneX } from "../node_modules/d3-shape/src/curve/monotone.js";
export { default as line } from "../node_modules/d3-shape/src/line.js";
