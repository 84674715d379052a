import { useCommunityAudit, useMembers } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Column, Separator, useFormats } from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { useNameOf, usePersonOf } from "../components/usePeople";
import { toldOf, type Told } from "../logic/audit";

/** Who changed what of the community, newest first. */
export function CommunityAuditScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.audit;
  const formats = useFormats();
  const nameOf = useNameOf(communityId);
  const person = usePersonOf(communityId, words);
  const trail = useCommunityAudit(communityId);
  const entries = trail.data?.pages.flatMap(({ items }) => items) ?? [];
  const personOf = (userId: string | null) => (userId === null ? words.system : person(userId));
  const told = toldOf(entries, { words, formats, nameOf, personOf });
  return (
    <ManageScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      width="reading"
      queries={[trail, useMembers(communityId)]}
      empty={
        told.length === 0
          ? { kind: "empty", icon: "clock", title: words.empty, text: words.emptyText }
          : null
      }
    >
      {() => (
        <>
          <Card>
            {told.map((one, index) => (
              <Column key={one.key} gap="m">
                {index > 0 && <Separator />}
                <Entry told={one} />
              </Column>
            ))}
          </Card>
          {trail.hasNextPage && (
            <Button
              label={words.more}
              busy={trail.isFetchingNextPage}
              onPress={() => void trail.fetchNextPage()}
            />
          )}
        </>
      )}
    </ManageScreen>
  );
}

function Entry({ told }: { readonly told: Told }) {
  const words = useTexts().representative.audit;
  const formats = useFormats();
  return (
    <Column gap="xs">
      <AppText strong>{told.title}</AppText>
      {told.changes.map(({ label, before, after }) => (
        <AppText key={label} variant="small" color="textSoft">
          {`${label}: ${words.fromTo(before, after)}`}
        </AppText>
      ))}
      <AppText variant="small" color="textMuted">
        {`${told.who} · ${formats.dayTime(told.at)}`}
      </AppText>
    </Column>
  );
}
