import { DataExportScreen } from "@/features/settings/screens/DataExportScreen";

export default function DataExport() {
  return <DataExportScreen />;
}
