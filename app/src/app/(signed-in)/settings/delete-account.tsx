import { lazyScreen } from "@/bootstrap/lazyScreen";

const DeleteAccountScreen = lazyScreen(
  async () => (await import("@/features/settings/screens")).DeleteAccountScreen,
);

export default function DeleteAccount() {
  return <DeleteAccountScreen />;
}
