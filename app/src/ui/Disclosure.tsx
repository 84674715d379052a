import { type ReactNode, useState } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { Icon, type IconName } from "./icons";
import { useColors, useUiTexts } from "./theme";
import { radii, space } from "./tokens";
import { Touchable } from "./Touchable";

export interface DisclosureProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly icon?: IconName;
  /** To remember it elsewhere; left out, it remembers by itself while it is there. */
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/** What only some want to see, behind one touch. */
export function Disclosure({ title, children, icon, open, onToggle }: DisclosureProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const colors = useColors();
  const isOpen = open ?? ownOpen;
  const toggle = () => {
    setOwnOpen(!isOpen);
    onToggle?.(!isOpen);
  };
  return (
    <View style={styles.whole}>
      <Touchable
        role="button"
        label={title}
        expanded={isOpen}
        onPress={toggle}
        style={({ pressed, hovered }) => [
          styles.head,
          (pressed || hovered) && { backgroundColor: colors.surfaceRaised },
        ]}
      >
        {icon !== undefined && <Icon name={icon} size={20} color="textMuted" />}
        <View style={styles.title}>
          <AppText variant="label">{title}</AppText>
        </View>
        <Icon name={isOpen ? "chevronUp" : "chevronDown"} size={20} color="textMuted" />
      </Touchable>
      {isOpen && <View style={styles.body}>{children}</View>}
    </View>
  );
}

export interface ShowMoreProps<T> {
  readonly items: readonly T[];
  /** How many are shown before all are asked for. */
  readonly first: number;
  readonly render: (item: T, index: number) => ReactNode;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/** The first few of a list, the rest behind one touch. */
export function ShowMore<T>({ items, first, render, open, onToggle }: ShowMoreProps<T>) {
  const [ownOpen, setOwnOpen] = useState(false);
  const texts = useUiTexts();
  const isOpen = open ?? ownOpen;
  const rest = items.length - first;
  const toggle = () => {
    setOwnOpen(!isOpen);
    onToggle?.(!isOpen);
  };
  return (
    <View>
      {(isOpen ? items : items.slice(0, first)).map(render)}
      {rest > 0 && (
        <Touchable role="button" expanded={isOpen} onPress={toggle} style={styles.more}>
          <AppText variant="label" color="accent">
            {isOpen ? texts.showLess : texts.showMore(rest)}
          </AppText>
          <Icon name={isOpen ? "chevronUp" : "chevronDown"} size={20} color="accent" />
        </Touchable>
      )}
    </View>
  );
}

const styles = StyleSheet.create({
  whole: { gap: space.s },
  head: { flexDirection: "row", alignItems: "center", gap: space.s, borderRadius: radii.s },
  title: { flex: 1 },
  body: { gap: space.m },
  more: {
    flexDirection: "row",
    alignItems: "center",
    justifyContent: "center",
    gap: space.xs,
    paddingHorizontal: space.l,
  },
});
