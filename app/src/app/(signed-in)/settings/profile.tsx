import { lazyScreen } from "@/bootstrap/lazyScreen";

const ProfileScreen = lazyScreen(
  async () => (await import("@/features/settings/screens")).ProfileScreen,
);

export default function Profile() {
  return <ProfileScreen />;
}
