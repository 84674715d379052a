import { ProfileScreen } from "@/features/settings/screens/ProfileScreen";

export default function Profile() {
  return <ProfileScreen />;
}
