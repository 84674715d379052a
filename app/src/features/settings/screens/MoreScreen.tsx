import { NotThereYet } from "@/bootstrap/NotThereYet";
import { useTexts } from "@/texts";

export function MoreScreen() {
  const { common } = useTexts();
  return <NotThereYet title={common.more} />;
}
