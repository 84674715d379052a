import { NowScreen } from "@/features/now/screens/NowScreen";

export default function Now() {
  return <NowScreen />;
}
