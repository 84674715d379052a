import { useRouter } from "expo-router";

import { useMembers } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Card, ListRow } from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { found } from "../logic/members";
import { managePath } from "../logic/paths";

/** Of which facility official curves are brought or looked at. */
export function OfficialCurvesScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.members;
  const router = useRouter();
  const query = useMembers(communityId);
  const members = found(query.data ?? [], "");
  return (
    <ManageScreen
      communityId={communityId}
      title={words.curvesTitle}
      width="reading"
      queries={[query]}
      empty={
        members.length === 0
          ? {
              kind: "empty",
              icon: "house",
              title: words.empty,
              text: words.emptyText,
              action: {
                label: words.invite,
                icon: "plus",
                onPress: () => router.push(managePath(communityId, "invite")),
              },
            }
          : null
      }
    >
      {() => (
        <>
          <AppText color="textSoft">{words.curvesText}</AppText>
          <Card flush>
            {members.map(({ facilityId, name, maxProductionW, memberType }) => (
              <ListRow
                key={facilityId}
                icon={maxProductionW > 0 ? "roof" : "house"}
                title={name}
                subtitle={words[memberType]}
                onPress={() =>
                  router.push(`/communities/${communityId}/manage/official-data/${facilityId}`)
                }
              />
            ))}
          </Card>
        </>
      )}
    </ManageScreen>
  );
}
