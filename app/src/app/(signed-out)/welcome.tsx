import { WelcomeScreen } from "@/features/account/screens/WelcomeScreen";

export default function Welcome() {
  return <WelcomeScreen />;
}
