import { CreateCommunityScreen } from "@/features/representative/screens/CreateCommunityScreen";

export default function NewCommunity() {
  return <CreateCommunityScreen />;
}
