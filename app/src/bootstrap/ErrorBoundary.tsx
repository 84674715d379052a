import { type ErrorBoundaryProps } from "expo-router";

import { languageOf, DEFAULTS } from "@/preferences/preferences";
import { dictionary } from "@/texts/dictionary";
import { Screen, UiProvider } from "@/ui";

/** What is shown when a fault of ours breaks the app: it stands on nothing that may be broken. */
export function ErrorBoundary({ retry }: ErrorBoundaryProps) {
  const language = languageOf(DEFAULTS);
  const { common } = dictionary[language];
  return (
    <UiProvider language={language}>
      <Screen
        title={common.appName}
        state={{
          kind: "error",
          title: common.somethingWrong,
          text: common.somethingWrongText,
          onRetry: () => void retry(),
        }}
      />
    </UiProvider>
  );
}
