import { useRouter } from "expo-router";

import { useEligibility } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Banner, Button, Card, Checklist, useFormats } from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { useNameOf } from "../components/usePeople";
import { checksOf, unmet } from "../logic/eligibility";
import { managePath } from "../logic/paths";

/** R1 to R4: what the law asks of a community, ticked off. */
export function EligibilityScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.eligibility;
  const formats = useFormats();
  const router = useRouter();
  const nameOf = useNameOf(communityId);
  const eligibility = useEligibility(communityId);
  const found = eligibility.data;
  return (
    <ManageScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      width="reading"
      queries={[eligibility]}
    >
      {() =>
        found && (
          <>
            <Banner
              tone={found.eligible ? "good" : "warn"}
              title={found.eligible ? words.eligible : words.notEligible(unmet(found))}
              text={found.eligible ? words.eligibleText : words.notEligibleText}
            />
            <Card>
              <Checklist items={checksOf(found, nameOf, words, formats)} />
            </Card>
            {!found.eligible && (
              <Button
                variant="primary"
                icon="plus"
                label={words.invite}
                onPress={() => router.push(managePath(communityId, "invite"))}
              />
            )}
            <AppText variant="small" color="textMuted">
              {words.source}
            </AppText>
          </>
        )
      }
    </ManageScreen>
  );
}
