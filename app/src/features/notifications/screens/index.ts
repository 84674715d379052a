/** One piece of the web build: fetched when the first of its screens is shown. */
export { EpisodeScreen } from "./EpisodeScreen";
export { InboxScreen } from "./InboxScreen";
export { NotificationSettingsScreen } from "./NotificationSettingsScreen";
