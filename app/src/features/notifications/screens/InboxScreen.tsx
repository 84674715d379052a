import { NotThereYet } from "@/bootstrap/NotThereYet";
import { useTexts } from "@/texts";

export function InboxScreen() {
  const { common } = useTexts();
  return <NotThereYet title={common.inbox} />;
}
