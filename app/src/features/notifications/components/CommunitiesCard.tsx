import { useMyCommunities } from "@/api/queries/communities";
import { type Preference, useChangeCommunityPreference } from "@/api/queries/notificationSettings";
import { problemText, useTexts } from "@/texts";
import { AppText, Card, Select, Skeleton, useAnnouncer } from "@/ui";

import {
  bodyOf,
  communityRows,
  type CommunityChoice,
  type CommunityRow,
} from "../logic/preference";

/** What holds for one community alone. */
export function CommunitiesCard({ preference }: { readonly preference: Preference }) {
  const texts = useTexts();
  const words = texts.notifications.settings;
  const communities = useMyCommunities();
  const rows = communityRows(communities.data ?? [], preference.communities);
  return (
    <Card title={words.perCommunity}>
      <AppText color="textSoft">{words.perCommunityHint}</AppText>
      {communities.data === undefined &&
        (communities.error === null ? (
          <Skeleton height={48} />
        ) : (
          <AppText color="textSoft">{problemText(texts, communities.error)}</AppText>
        ))}
      {communities.data !== undefined && rows.length === 0 && (
        <AppText color="textMuted">{words.noCommunities}</AppText>
      )}
      {rows.map((row) => (
        <Choice key={row.communityId} row={row} />
      ))}
    </Card>
  );
}

const CHOICES: readonly CommunityChoice[] = ["general", "told", "both", "no"];

function Choice({ row }: { readonly row: CommunityRow }) {
  const texts = useTexts();
  const words = texts.notifications.settings;
  const { toast } = useAnnouncer();
  const change = useChangeCommunityPreference();
  const choose = (choice: CommunityChoice) =>
    change.mutate(
      { communityId: row.communityId, choice: bodyOf(choice) },
      {
        onSuccess: () => toast({ text: words.saved }),
        onError: (error) => toast({ tone: "danger", text: problemText(texts, error) }),
      },
    );
  return (
    <Select
      label={row.name ?? words.someCommunity}
      {...(row.hasLeft && { hint: words.leftCommunity })}
      value={row.choice}
      options={CHOICES.map((value) => ({ value, label: words.choice[value] }))}
      onChange={choose}
    />
  );
}
