import { useState } from "react";
import { StyleSheet, View } from "react-native";

import { useTexts } from "@/texts";
import {
  AppText,
  Button,
  Column,
  Dialog,
  IconButton,
  Row,
  TARGET,
  Touchable,
  useColors,
  useFormats,
} from "@/ui";

import { periodAt, weeksOf } from "../logic/periods";

interface DayPickerProps {
  readonly visible: boolean;
  /** The day that is looked at, and the last one that can be chosen. */
  readonly day: number;
  readonly now: number;
  readonly onPick: (day: number) => void;
  readonly onClose: () => void;
}

/** A month's days on a sheet, to go straight to one. */
export function DayPicker({ visible, onClose, ...rest }: DayPickerProps) {
  const texts = useTexts().facility.history;
  return (
    <Dialog visible={visible} title={texts.pickDay} onClose={onClose} variant="sheet">
      <Month {...rest} />
    </Dialog>
  );
}

/** Mounted anew each time the sheet opens, so that it shows the month of the day looked at. */
function Month({ day, now, onPick }: Omit<DayPickerProps, "visible" | "onClose">) {
  const texts = useTexts().facility.history;
  const formats = useFormats();
  const { timeZone } = formats;
  const [shown, setShown] = useState(() => periodAt("month", day, timeZone).from);
  const present = periodAt("month", now, timeZone).from;
  const turn = (by: number) => setShown(periodAt("month", shown, timeZone, by).from);
  return (
    <Column gap="s">
      <Row justify="space-between">
        <IconButton icon="chevronLeft" label={texts.monthBefore} onPress={() => turn(-1)} />
        <AppText variant="subheading" live="polite">
          {formats.date(shown, "month")}
        </AppText>
        <IconButton
          icon="chevronRight"
          label={texts.monthAfter}
          onPress={() => turn(1)}
          disabled={shown >= present}
        />
      </Row>
      <Days shown={shown} day={day} now={now} onPick={onPick} />
      <Button label={texts.today} onPress={() => onPick(now)} wide />
    </Column>
  );
}

interface DaysProps {
  readonly shown: number;
  readonly day: number;
  readonly now: number;
  readonly onPick: (day: number) => void;
}

function Days({ shown, day, now, onPick }: DaysProps) {
  const texts = useTexts().facility.history;
  const { timeZone } = useFormats();
  const chosen = periodAt("day", day, timeZone).from;
  return (
    <View>
      <View style={styles.week} aria-hidden>
        {texts.weekdays.split(" ").map((name) => (
          <View key={name} style={styles.cell}>
            <AppText variant="caption" color="textMuted" align="center">
              {name}
            </AppText>
          </View>
        ))}
      </View>
      {weeksOf(shown, timeZone).map((week, index) => (
        <View key={index} style={styles.week}>
          {week.map((at, weekday) =>
            at === null ? (
              <View key={weekday} style={styles.cell} />
            ) : (
              <Day
                key={weekday}
                at={at}
                isChosen={at === chosen}
                isFuture={at > now}
                onPick={onPick}
              />
            ),
          )}
        </View>
      ))}
    </View>
  );
}

interface DayProps {
  readonly at: number;
  readonly isChosen: boolean;
  readonly isFuture: boolean;
  readonly onPick: (day: number) => void;
}

function Day({ at, isChosen, isFuture, onPick }: DayProps) {
  const texts = useTexts().facility.history;
  const formats = useFormats();
  const colors = useColors();
  return (
    <Touchable
      role="button"
      label={isChosen ? texts.chosenDay(formats.date(at, "long")) : formats.date(at, "long")}
      disabled={isFuture}
      onPress={() => onPick(at)}
      style={({ hovered, pressed }) => [
        styles.day,
        (hovered || pressed) && !isFuture && { backgroundColor: colors.surfaceRaised },
        isChosen && { backgroundColor: colors.action },
      ]}
    >
      <AppText align="center" tabular color={dayInk(isChosen, isFuture)} strong={isChosen}>
        {formats.date(at, "numeric").slice(0, 2).replace(/^0/, "")}
      </AppText>
    </Touchable>
  );
}

function dayInk(isChosen: boolean, isFuture: boolean) {
  if (isChosen) return "onAction";
  return isFuture ? "textMuted" : "text";
}

const styles = StyleSheet.create({
  week: { flexDirection: "row" },
  cell: { flex: 1, minWidth: TARGET, alignItems: "center" },
  day: { flex: 1, alignItems: "center", justifyContent: "center", borderRadius: TARGET / 2 },
});
