import { lazyScreen } from "@/bootstrap/lazyScreen";

const LicencesScreen = lazyScreen(
  async () => (await import("@/features/help/screens")).LicencesScreen,
);

export default function Licences() {
  return <LicencesScreen />;
}
