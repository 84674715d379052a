import { lazyScreen } from "@/bootstrap/lazyScreen";

const FacilitiesScreen = lazyScreen(
  async () => (await import("@/features/facility/screens")).FacilitiesScreen,
);

export default function Facilities() {
  return <FacilitiesScreen />;
}
