import { NotThereYet } from "@/bootstrap/NotThereYet";
import { useTexts } from "@/texts";

export function FacilitiesScreen() {
  const { common } = useTexts();
  return <NotThereYet title={common.facilities} />;
}
