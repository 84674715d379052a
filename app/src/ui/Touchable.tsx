import { type ReactNode, type Ref, useState } from "react";
import { Pressable, type Role, type StyleProp, type View, type ViewStyle } from "react-native";

import { type KeyEvent, webProps, type WebProps, webStyle } from "./platform/webProps";
import { TARGET } from "./tokens";

export interface TouchState {
  readonly pressed: boolean;
  readonly hovered: boolean;
}

export interface TouchableProps {
  readonly role: Role;
  /** The name; left out where the text inside is the name. */
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
  readonly onPress: () => void;
  readonly disabled?: boolean | undefined;
  readonly busy?: boolean | undefined;
  readonly checked?: boolean | undefined;
  readonly selected?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly children: ReactNode;
  readonly style?: StyleProp<ViewStyle> | ((state: TouchState) => StyleProp<ViewStyle>);
  readonly web?: WebProps;
  readonly testID?: string | undefined;
  readonly ref?: Ref<View> | undefined;
}

/** Keys that act here: browsers leave these roles alone, and react-native-web takes a link for an <a>. */
const KEYS: Partial<Record<Role, string>> = {
  ...{ switch: " ", checkbox: " ", radio: " ", tab: " ", option: " " },
  link: "Enter",
};

/** All that can be pressed: at least 48 px a side, by touch, pointer, keys and screen readers. */
export function Touchable({ ref, ...props }: TouchableProps) {
  const { role, label, hint, onPress, disabled = false, busy = false, style, children } = props;
  const [hovered, setHovered] = useState(false);
  const press = () => {
    if (!disabled && !busy) onPress();
  };
  return (
    <Pressable
      ref={ref}
      role={role}
      onPress={press}
      // The web's Pressable says of its own whether it is disabled, over what stateProps says.
      disabled={disabled}
      onHoverIn={() => setHovered(true)}
      onHoverOut={() => setHovered(false)}
      testID={props.testID}
      {...stateProps(props)}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(hint === undefined ? {} : { accessibilityHint: hint })}
      {...webProps({ ...props.web, ...ownKey(role, press, props.web) })}
      style={({ pressed }) => [
        { minHeight: TARGET, minWidth: TARGET },
        webStyle({ cursor: disabled || busy ? "default" : "pointer" }),
        typeof style === "function" ? style({ pressed, hovered }) : style,
      ]}
    >
      {children}
    </Pressable>
  );
}

function stateProps({ disabled, busy, checked, selected, expanded }: Omit<TouchableProps, "ref">) {
  return {
    ...(disabled === true ? { "aria-disabled": true } : {}),
    ...(busy === true ? { "aria-busy": true } : {}),
    ...(checked === undefined ? {} : { "aria-checked": checked }),
    ...(selected === undefined ? {} : { "aria-selected": selected }),
    ...(expanded === undefined ? {} : { "aria-expanded": expanded }),
  };
}

function ownKey(role: Role, press: () => void, web: WebProps | undefined): WebProps {
  const key = KEYS[role];
  if (key === undefined) return {};
  return {
    onKeyDownCapture: (event: KeyEvent) => {
      web?.onKeyDownCapture?.(event);
      if (event.key !== key || event.repeat === true) return;
      event.preventDefault();
      event.stopPropagation();
      press();
    },
  };
}
