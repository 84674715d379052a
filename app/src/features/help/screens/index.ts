/** One piece of the web build: fetched when the first of its screens is shown. */
export { AboutScreen } from "./AboutScreen";
export { GlossaryScreen } from "./GlossaryScreen";
export { HelpScreen } from "./HelpScreen";
export { LicencesScreen } from "./LicencesScreen";
export { PrivacyScreen } from "./AboutScreen";
