import { type Href } from "expo-router";

import { useCommunity } from "@/api/queries/communities";
import { useFacility } from "@/api/queries/facilities";
import { useCurveImports } from "@/api/queries/officialCurves";
import { useMembers } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { Screen, type ViewState } from "@/ui";
import { useCommunityLock, useFacilityLock } from "@/view/locks";
import { useGoBack } from "@/view/useGoBack";

import { CurveComparison } from "../components/CurveComparison";
import { CurveImports } from "../components/CurveImports";
import { CurveUpload } from "../components/CurveUpload";
import { useOffline, useViewState } from "../components/useView";
import { comparedPeriod } from "../logic/officialCurve";

interface OfficialDataProps {
  readonly facilityId: string;
}

/** The official curves of one's own facility, for its owners. */
export function OfficialDataScreen({ facilityId }: OfficialDataProps) {
  const facility = useFacility(facilityId);
  return (
    <OfficialData
      facilityId={facilityId}
      name={facility.data?.name}
      above={`/facilities/${facilityId}`}
      whose={useViewState(facility)}
      lock={useFacilityLock(facility.data, ["owner"])}
    />
  );
}

interface MemberOfficialDataProps extends OfficialDataProps {
  readonly communityId: string;
}

/** Those of a facility of the community, for its representative. */
export function MemberOfficialDataScreen({ communityId, facilityId }: MemberOfficialDataProps) {
  const members = useMembers(communityId).data ?? [];
  const name = members.find((member) => member.facilityId === facilityId)?.name;
  const community = useCommunity(communityId);
  return (
    <OfficialData
      facilityId={facilityId}
      name={name}
      above={`/communities/${communityId}/manage/official-data`}
      whose={useViewState(community)}
      lock={useCommunityLock(community.data)}
    />
  );
}

interface Shown extends OfficialDataProps {
  readonly name: string | undefined;
  readonly above: Href;
  /** Of what says whether they are for this user. */
  readonly whose: ViewState;
  readonly lock: ViewState | null;
}

function OfficialData({ facilityId, name, above, whose, lock }: Shown) {
  const words = useTexts().facility.official;
  const isTheirs = whose.kind === "ready" && lock === null;
  const query = useCurveImports(facilityId, isTheirs);
  const own = useViewState(query);
  const state = isTheirs ? own : (lock ?? whose);
  const offline = useOffline(query);
  const goBack = useGoBack(above);
  const imports = query.data ?? [];
  const period = comparedPeriod(imports);
  return (
    <Screen
      title={words.title}
      subtitle={name}
      state={state}
      offline={offline}
      onBack={goBack}
      width={period === null ? "reading" : "board"}
      aside={
        period === null ? undefined : <CurveComparison facilityId={facilityId} period={period} />
      }
    >
      <CurveUpload facilityId={facilityId} />
      <CurveImports facilityId={facilityId} imports={imports} />
    </Screen>
  );
}
