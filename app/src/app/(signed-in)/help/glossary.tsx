import { GlossaryScreen } from "@/features/help/screens/GlossaryScreen";

export default function Glossary() {
  return <GlossaryScreen />;
}
