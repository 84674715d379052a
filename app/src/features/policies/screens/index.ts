/** One piece of the web build: fetched when the first of its screens is shown. */
export { CommunityMonthScreen } from "./CommunityMonthScreen";
export { DistributionPolicyScreen } from "./DistributionPolicyScreen";
export { EffectScreen } from "./EffectScreen";
export { GseStatementScreen } from "./GseStatementScreen";
export { MonthVersionsScreen } from "./MonthVersionsScreen";
export { StatementsScreen } from "./StatementsScreen";
export { SurplusPolicyScreen } from "./SurplusPolicyScreen";
