import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode } from "react";

import { ApiProvider } from "@/api/ApiProvider";
import {
  PreferencesProvider,
  useLanguage,
  usePreferences,
} from "@/preferences/PreferencesProvider";
import { SessionProvider } from "@/session/SessionProvider";
import { AnnouncerProvider, UiProvider } from "@/ui";

import { DocumentLanguage } from "./DocumentLanguage";
import { api, queryClient, session, streams } from "./services";

/** All that screens stand on. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <SessionProvider session={session}>
      <QueryClientProvider client={queryClient}>
        <ApiProvider api={api} streams={streams}>
          <PreferencesProvider>
            <Looks>{children}</Looks>
          </PreferencesProvider>
        </ApiProvider>
      </QueryClientProvider>
    </SessionProvider>
  );
}

function Looks({ children }: { children: ReactNode }) {
  const { theme } = usePreferences().preferences;
  const language = useLanguage();
  return (
    <UiProvider theme={theme} language={language}>
      <DocumentLanguage language={language} />
      <AnnouncerProvider>{children}</AnnouncerProvider>
    </UiProvider>
  );
}
