import { CommunitiesScreen } from "@/features/community/screens/CommunitiesScreen";

export default function Communities() {
  return <CommunitiesScreen />;
}
