import { lazyScreen } from "@/bootstrap/lazyScreen";

const AddFacilityScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).AddFacilityScreen,
);

export default function NewFacility() {
  return <AddFacilityScreen />;
}
