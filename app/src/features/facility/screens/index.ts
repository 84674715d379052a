/** One piece of the web build: fetched when the first of its screens is shown. */
export { AddFacilityScreen } from "./AddFacilityScreen";
export { AuditScreen } from "./AuditScreen";
export { EditFacilityScreen } from "./EditFacilityScreen";
export { ExportScreen } from "./ExportScreen";
export { FacilitiesScreen } from "./FacilitiesScreen";
export { FacilityScreen } from "./FacilityScreen";
export { MemberOfficialDataScreen } from "./OfficialDataScreen";
export { MembershipScreen } from "./MembershipScreen";
export { OfficialDataScreen } from "./OfficialDataScreen";
export { PeopleScreen } from "./PeopleScreen";
export { RemovedFacilitiesScreen } from "./RemovedFacilitiesScreen";
export { StatementScreen } from "./StatementScreen";
