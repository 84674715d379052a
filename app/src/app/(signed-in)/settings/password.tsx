import { lazyScreen } from "@/bootstrap/lazyScreen";

const PasswordScreen = lazyScreen(
  async () => (await import("@/features/settings/screens")).PasswordScreen,
);

export default function Password() {
  return <PasswordScreen />;
}
