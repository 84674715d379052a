import { useTexts } from "@/texts";
import { Screen } from "@/ui";

/** Stands where a screen is being built. */
export function NotThereYet({ title }: { title: string }) {
  const { common } = useTexts();
  return (
    <Screen
      title={title}
      state={{ kind: "empty", title: common.notThereYet, text: common.notThereYetText }}
    />
  );
}
