/** One piece of the web build: fetched when the first of its screens is shown. */
export { AssociateScreen } from "./AssociateScreen";
export { DeviceScreen } from "./DeviceScreen";
