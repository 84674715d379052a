import { Link, usePathname } from "expo-router";
import { Pressable, StyleSheet, useWindowDimensions, View } from "react-native";
import { useSafeAreaInsets } from "react-native-safe-area-context";

import { useUnreadCount } from "@/api/queries/notifications";
import { useTexts } from "@/texts";
import { AppText, Badge, Icon, space, useColors, useTheme } from "@/ui";

import { DESTINATIONS, destinationOf, RAIL_FROM_WIDTH, type Destination } from "./destinations";

/** Five names beside each other do not fit a phone in larger letters: there the icons stand alone. */
const NAMES_FIT_UP_TO = 1.3;

export function useHasRail(): boolean {
  return useWindowDimensions().width >= RAIL_FROM_WIDTH;
}

/** The five places: a bar below on a phone, a rail at the side where there is room. */
export function MainNavigation({ isRail }: { isRail: boolean }) {
  const colors = useColors();
  const insets = useSafeAreaInsets();
  const texts = useTexts();
  const { data: unread = 0 } = useUnreadCount();
  const here = destinationOf(usePathname());
  const ground = { backgroundColor: colors.surface, borderColor: colors.separator };
  return (
    <View
      role="navigation"
      aria-label={texts.common.mainNavigation}
      style={[
        isRail ? styles.rail : styles.bar,
        ground,
        !isRail && { paddingBottom: insets.bottom },
      ]}
    >
      {DESTINATIONS.map((destination) => (
        <Place
          key={destination.name}
          destination={destination}
          isHere={destination.name === here}
          isRail={isRail}
          unread={destination.name === "inbox" ? unread : 0}
        />
      ))}
    </View>
  );
}

interface PlaceProps {
  readonly destination: Destination;
  readonly isHere: boolean;
  readonly isRail: boolean;
  readonly unread: number;
}

function Place({ destination, isHere, isRail, unread }: PlaceProps) {
  const texts = useTexts();
  const colors = useColors();
  const ink = isHere ? "accent" : "textMuted";
  const name = texts.common[destination.name];
  const isNamed = useTheme().fontScale <= NAMES_FIT_UP_TO || isRail;
  return (
    <Link href={destination.href} asChild>
      <Pressable
        role="link"
        aria-current={isHere ? "page" : undefined}
        aria-label={isNamed ? undefined : unread > 0 ? `${name}, ${unread}` : name}
        style={StyleSheet.flatten([
          styles.place,
          isRail ? styles.inRail : styles.inBar,
          isRail && isHere && { backgroundColor: colors.surfaceRaised },
        ])}
      >
        <View>
          <Icon name={destination.icon} color={ink} />
          {unread > 0 && (
            <View style={styles.badge}>
              <Badge count={unread} />
            </View>
          )}
        </View>
        {isNamed && (
          <AppText variant={isRail ? "label" : "caption"} color={ink} strong={isHere}>
            {name}
          </AppText>
        )}
      </Pressable>
    </Link>
  );
}

const styles = StyleSheet.create({
  bar: { flexDirection: "row", borderTopWidth: 1 },
  rail: { width: 220, padding: space.m, gap: space.xs, borderRightWidth: 1 },
  place: { minHeight: 48, alignItems: "center" },
  inBar: { flex: 1, justifyContent: "center", gap: 2, paddingVertical: space.s, minWidth: 0 },
  badge: { position: "absolute", top: -6, left: 14 },
  inRail: { flexDirection: "row", gap: space.m, paddingHorizontal: space.m, borderRadius: 12 },
});
