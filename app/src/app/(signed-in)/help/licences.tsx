import { LicencesScreen } from "@/features/help/screens/LicencesScreen";

export default function Licences() {
  return <LicencesScreen />;
}
