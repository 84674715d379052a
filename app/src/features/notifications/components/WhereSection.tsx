import { type Channel, type Endpoint, type Preference } from "@/api/queries/notificationSettings";
import { usePush } from "@/push/usePush";
import { useTexts } from "@/texts";
import { AppText, Card, Section, Select } from "@/ui";

import { AddEndpoint } from "./AddEndpoint";
import { EndpointCard } from "./EndpointCard";
import { PushCard } from "./PushCard";
import { useSaving } from "./useSaving";

interface WhereSectionProps {
  readonly preference: Preference;
  readonly channels: readonly Channel[];
  readonly endpoints: readonly Endpoint[];
}

/** All ways in which the user is told, each with a test; and more of them to add. */
export function WhereSection({ preference, channels, endpoints }: WhereSectionProps) {
  const words = useTexts().notifications.settings;
  const push = usePush();
  const schemesOf = (kind: "webhook" | "apprise") =>
    channels.find((channel) => channel.kind === kind);
  return (
    <Section title={words.where}>
      <AppText color="textSoft">{words.inboxHint}</AppText>
      <PushCard push={push} />
      {channels.some(({ kind }) => kind === "mail") && <MailCard preference={preference} />}
      {endpoints.map((endpoint) => {
        const isHere = endpoint.endpointId === push.own?.endpointId;
        return (
          <EndpointCard
            key={endpoint.endpointId}
            endpoint={endpoint}
            isHere={isHere}
            {...(isHere && { onRemoved: () => void push.forget() })}
          />
        );
      })}
      {(["apprise", "webhook"] as const).map((kind) => {
        const channel = schemesOf(kind);
        return channel && <AddEndpoint key={kind} kind={kind} schemes={channel.schemes} />;
      })}
      <Card title={words.home} level={3}>
        <AppText color="textSoft">{words.homeText}</AppText>
      </Card>
    </Section>
  );
}

const MAIL = ["without_push", "always", "never"] as const;

function MailCard({ preference }: { readonly preference: Preference }) {
  const words = useTexts().notifications.settings;
  const { save } = useSaving();
  return (
    <Card>
      <Select
        label={words.mail}
        value={preference.mail}
        options={MAIL.map((value) => ({ value, label: words.mailChoices[value] }))}
        onChange={(mail) => save({ mail })}
      />
    </Card>
  );
}
