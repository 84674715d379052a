import { useChannels, useEndpoints, usePreference } from "@/api/queries/notificationSettings";
import { useTexts } from "@/texts";
import { Screen } from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";
import { useGoBack } from "@/view/useGoBack";

import { CommunitiesCard } from "../components/CommunitiesCard";
import { WhatCard } from "../components/WhatCard";
import { LanguageCard, LimitsCard, QuietCard } from "../components/WhenCard";
import { WhereSection } from "../components/WhereSection";

/** Where, when and how often the user is told (FR4.2); every choice counts at once. */
export function NotificationSettingsScreen() {
  const words = useTexts().notifications.settings;
  const goBack = useGoBack("/inbox");
  const preference = usePreference();
  const channels = useChannels();
  const endpoints = useEndpoints();
  const screen = useQueryScreen([preference, channels, endpoints]);
  const chosen = preference.data;
  return (
    <Screen
      {...screen}
      title={words.title}
      subtitle={words.subtitle}
      onBack={goBack}
      aside={
        chosen && (
          <>
            <QuietCard preference={chosen} />
            <LimitsCard preference={chosen} />
            <CommunitiesCard preference={chosen} />
            <LanguageCard preference={chosen} />
          </>
        )
      }
    >
      {chosen && channels.data && endpoints.data && (
        <>
          <WhatCard preference={chosen} />
          <WhereSection preference={chosen} channels={channels.data} endpoints={endpoints.data} />
        </>
      )}
    </Screen>
  );
}
