/** Of d3-array what axes call. */
export { default as nice } from "../node_modules/d3-array/src/nice.js";
export { default as ticks } from "../node_modules/d3-array/src/ticks.js";
