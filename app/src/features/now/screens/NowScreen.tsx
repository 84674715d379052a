import { NotThereYet } from "@/bootstrap/NotThereYet";
import { useTexts } from "@/texts";

export function NowScreen() {
  const { common } = useTexts();
  return <NotThereYet title={common.now} />;
}
