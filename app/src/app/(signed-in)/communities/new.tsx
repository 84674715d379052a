import { lazyScreen } from "@/bootstrap/lazyScreen";

const CreateCommunityScreen = lazyScreen(
  async () => (await import("@/features/representative/screens")).CreateCommunityScreen,
);

export default function NewCommunity() {
  return <CreateCommunityScreen />;
}
