import { NotThereYet } from "@/bootstrap/NotThereYet";
import { useTexts } from "@/texts";

export function CommunitiesScreen() {
  const { common } = useTexts();
  return <NotThereYet title={common.communities} />;
}
