import { lazyScreen } from "@/bootstrap/lazyScreen";

const DataExportScreen = lazyScreen(
  async () => (await import("@/features/settings/screens")).DataExportScreen,
);

export default function DataExport() {
  return <DataExportScreen />;
}
