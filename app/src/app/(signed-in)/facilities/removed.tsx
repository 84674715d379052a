import { lazyScreen } from "@/bootstrap/lazyScreen";

const RemovedFacilitiesScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).RemovedFacilitiesScreen,
);

export default function RemovedFacilities() {
  return <RemovedFacilitiesScreen />;
}
