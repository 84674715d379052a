import { NotThereYet } from "@/bootstrap/NotThereYet";
import { useTexts } from "@/texts";

export function ResetPasswordScreen() {
  const { common } = useTexts();
  return <NotThereYet title={common.appName} />;
}
