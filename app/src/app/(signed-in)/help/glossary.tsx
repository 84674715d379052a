import { lazyScreen } from "@/bootstrap/lazyScreen";

const GlossaryScreen = lazyScreen(
  async () => (await import("@/features/help/screens")).GlossaryScreen,
);

export default function Glossary() {
  return <GlossaryScreen />;
}
