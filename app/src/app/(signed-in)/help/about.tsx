import { lazyScreen } from "@/bootstrap/lazyScreen";

const AboutScreen = lazyScreen(async () => (await import("@/features/help/screens")).AboutScreen);

export default function About() {
  return <AboutScreen />;
}
