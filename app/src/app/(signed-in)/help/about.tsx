import { AboutScreen } from "@/features/help/screens/AboutScreen";

export default function About() {
  return <AboutScreen />;
}
