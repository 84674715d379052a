import { type PreferenceChange, useChangePreference } from "@/api/queries/notificationSettings";
import { problemText, useTexts } from "@/texts";
import { useAnnouncer } from "@/ui";

/** Saves a choice at once, and says that it did or why not. */
export function useSaving() {
  const texts = useTexts();
  const { toast } = useAnnouncer();
  const change = useChangePreference();
  const save = (changed: PreferenceChange) =>
    change.mutate(changed, {
      onSuccess: () => toast({ text: texts.notifications.settings.saved }),
      onError: (error) => toast({ tone: "danger", text: problemText(texts, error) }),
    });
  const isSaving = (field: keyof PreferenceChange) => change.isPending && field in change.variables;
  return { save, isSaving };
}
