/** One piece of the web build: fetched when the first of its screens is shown. */
export { ActivityScreen } from "./ActivityScreen";
export { DataExportScreen } from "./DataExportScreen";
export { DeleteAccountScreen } from "./DeleteAccountScreen";
export { MoreScreen } from "./MoreScreen";
export { PasskeysScreen } from "./PasskeysScreen";
export { PasswordScreen } from "./PasswordScreen";
export { ProfileScreen } from "./ProfileScreen";
export { SessionsScreen } from "./SessionsScreen";
