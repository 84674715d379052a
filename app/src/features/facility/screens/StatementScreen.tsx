import { useState } from "react";

import { Problem } from "@/api/problems";
import { useFacility } from "@/api/queries/facilities";
import { useFacilityStatement } from "@/api/queries/facilityEnergy";
import { monthOf, startOf } from "@/formats";
import { problemText, useTexts } from "@/texts";
import { AppText, Column, EmptyState, IconButton, Row, Screen, useFormats } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { SharedSoFar } from "../components/SharedSoFar";
import { StatementCards } from "../components/StatementCards";
import { useMinuteClock, useOffline, useViewState } from "../components/useView";
import { capitalized } from "../logic/periods";

/** What the facility shared in a month, and what it gets for it. */
export function StatementScreen({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts();
  const { timeZone } = useFormats();
  const now = useMinuteClock();
  const facility = useFacility(facilityId);
  const [back, setBack] = useState(0);
  const month = monthOf(now, timeZone, -back);
  const statement = useFacilityStatement(facilityId, month);
  const state = useViewState(statement);
  const offline = useOffline(statement);
  const goBack = useGoBack(`/facilities/${facilityId}`);
  // Nothing was settled, or it was in no community then: no fault, and trying again does not help.
  const isNone = statement.error instanceof Problem && statement.error.status < 500;
  return (
    <Screen
      title={texts.facility.membership.statementTitle}
      subtitle={facility.data?.name}
      state={isNone ? { kind: "ready" } : state}
      offline={offline}
      onBack={goBack}
      width="reading"
      header={
        <MonthBar
          month={month}
          isLast={back === 0}
          turn={(by) => setBack(Math.max(0, back - by))}
        />
      }
    >
      {isNone && (
        <>
          <EmptyState
            icon="euro"
            title={texts.facility.membership.noneSettled}
            text={problemText(texts, statement.error)}
          />
          <SharedSoFar facilityId={facilityId} month={month} />
        </>
      )}
      {statement.data && !isNone && (
        <StatementCards
          facilityId={facilityId}
          month={month}
          statement={statement.data}
          name={facility.data?.name ?? ""}
        />
      )}
    </Screen>
  );
}

interface MonthBarProps {
  readonly month: string;
  readonly isLast: boolean;
  readonly turn: (by: 1 | -1) => void;
}

function MonthBar({ month, isLast, turn }: MonthBarProps) {
  const texts = useTexts().facility.history;
  const formats = useFormats();
  return (
    <Row justify="space-between">
      <IconButton icon="chevronLeft" label={texts.monthBefore} onPress={() => turn(-1)} />
      <Column grow align="center">
        <AppText variant="subheading" live="polite">
          {capitalized(formats.date(startOf(month, formats.timeZone), "month"))}
        </AppText>
      </Column>
      <IconButton
        icon="chevronRight"
        label={texts.monthAfter}
        disabled={isLast}
        onPress={() => turn(1)}
      />
    </Row>
  );
}
