import { lazyScreen } from "@/bootstrap/lazyScreen";

const CommunitiesScreen = lazyScreen(
  async () => (await import("@/features/community/screens")).CommunitiesScreen,
);

export default function Communities() {
  return <CommunitiesScreen />;
}
