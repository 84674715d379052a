/** One piece of the web build: fetched when the first of its screens is shown. */
export { CommunitiesScreen } from "./CommunitiesScreen";
export { CommunityScreen } from "./CommunityScreen";
