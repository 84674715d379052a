import { useState } from "react";

import { type SecurityEvent, useSecurityEvents } from "@/api/queries/account";
import { useTexts } from "@/texts";
import { Button, Card, ListRow, Screen, useFormats, type ViewState } from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";
import { useGoBack } from "@/view/useGoBack";

import { lookOf } from "../logic/activity";
import { deviceName } from "../logic/deviceName";

const FIRST = 50;
/** As many as the service gives at once. */
const MOST = 500;

/** What happened to the account, newest first. */
export function ActivityScreen() {
  const words = useTexts().settings.security;
  const goBack = useGoBack("/more");
  const [limit, setLimit] = useState(FIRST);
  const events = useSecurityEvents(limit);
  const view = useQueryScreen([events]);
  const known = events.data ?? [];
  const none: ViewState = {
    kind: "empty",
    icon: "clock",
    title: words.activityNone,
    text: words.activityNoneText,
  };
  const isEmpty = view.state.kind === "ready" && known.length === 0;
  const mayHaveMore = known.length >= limit && limit < MOST;
  return (
    <Screen
      {...view}
      {...(isEmpty && { state: none })}
      title={words.activityTitle}
      subtitle={words.activitySubtitle}
      width="reading"
      onBack={goBack}
    >
      <Card flush>
        {known.map((event, index) => (
          <EventRow key={`${event.occurredAt} ${event.kind} ${index}`} event={event} />
        ))}
      </Card>
      {(mayHaveMore || events.isPlaceholderData) && (
        <Button
          wide
          label={words.more}
          busy={events.isPlaceholderData}
          onPress={() => setLimit(MOST)}
        />
      )}
    </Screen>
  );
}

function EventRow({ event }: { readonly event: SecurityEvent }) {
  const words = useTexts().settings.security;
  const formats = useFormats();
  const { kind, occurredAt, device, network } = event;
  const { icon, tone } = lookOf(kind);
  // What no request asked for has neither device nor network.
  const where = device === "" && network === "" ? [] : [deviceName(device, words), network];
  return (
    <ListRow
      icon={icon}
      iconColor={tone === "warn" ? "warn" : "textSoft"}
      title={words.kinds[kind]}
      subtitle={[formats.dayTime(occurredAt), ...where].filter((part) => part !== "").join(" · ")}
    />
  );
}
