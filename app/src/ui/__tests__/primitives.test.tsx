import { fireEvent, render, screen, within } from "@testing-library/react-native";
import { type ReactNode, useState } from "react";

import {
  Age,
  AnnouncerProvider,
  AppText,
  Badge,
  Banner,
  Button,
  Card,
  CheckboxRow,
  Checklist,
  ConfirmDialog,
  Disclosure,
  Facts,
  Icon,
  IconButton,
  ListRow,
  Progress,
  Screen,
  SegmentedControl,
  Select,
  ShowMore,
  Stat,
  SwitchRow,
  Tag,
  TextField,
  TextLink,
  UiProvider,
  useAnnouncer,
} from "..";
import { iconPaths, type IconName } from "../icons";

const NOTHING = () => undefined;

function show(content: ReactNode, theme: "dark" | "light" = "dark") {
  return render(
    <UiProvider theme={theme} language="en">
      <AnnouncerProvider>{content}</AnnouncerProvider>
    </UiProvider>,
  );
}

describe.each(["dark", "light"] as const)("in the %s theme", (theme) => {
  test("everything is drawn", () => {
    const { toJSON } = show(
      <Screen title="Title" subtitle="Below" onBack={NOTHING} onRefresh={NOTHING} aside={<Card />}>
        <Card title="A card" action={<IconButton icon="edit" label="Edit" onPress={NOTHING} />}>
          <Stat label="Produced" value={{ value: "3.2", unit: "kW" }} size="display" estimate />
          <Age at={0} now={12_000} />
          <Tag label="Active" tone="good" />
          <Badge count={120} />
          <Progress label="Upload" share={0.4} text="40%" />
          <Facts items={[{ label: "Substation", value: "AC001E00001", note: "primary" }]} />
          <Checklist items={[{ label: "Two members", state: "open", note: "one is missing" }]} />
        </Card>
        <Card ground="hero">
          <AppText variant="title">Good time</AppText>
        </Card>
        <Banner text="Something" title="To know" tone="warn" onDismiss={NOTHING} />
        <ListRow title="A row" subtitle="below" icon="house" value="1 kW" onPress={NOTHING} />
        <TextField label="Email" value="" onChangeText={NOTHING} error="is missing" kind="email" />
        <TextLink label="More" onPress={NOTHING} />
      </Screen>,
      theme,
    );
    expect(toJSON()).not.toBeNull();
    expect(screen.getByRole("heading", { name: "Title" })).toBeTruthy();
  });
});

test("every icon is a path within its field", () => {
  show(
    <>
      {Object.keys(iconPaths).map((name) => (
        <Icon key={name} name={name as IconName} />
      ))}
    </>,
  );
  for (const path of Object.values(iconPaths)) {
    expect(path).toMatch(/^M[-\d.MmLlHhVvAaCcSsZz ,]+$/);
    const absolute = [...path.matchAll(/[ML](-?[\d.]+)[ ,](-?[\d.]+)/g)].flatMap((match) =>
      match.slice(1).map(Number),
    );
    expect(Math.min(...absolute)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...absolute)).toBeLessThanOrEqual(22);
  }
});

test("a busy button keeps its place and takes no presses", () => {
  const onPress = jest.fn();
  show(<Button label="Save" onPress={onPress} busy />);
  fireEvent.press(screen.getByRole("button", { name: "Sending…", busy: true }));
  expect(onPress).not.toHaveBeenCalled();
});

test("a disabled button takes no presses", () => {
  const onPress = jest.fn();
  show(<Button label="Save" onPress={onPress} disabled />);
  fireEvent.press(screen.getByRole("button", { name: "Save", disabled: true }));
  expect(onPress).not.toHaveBeenCalled();
});

test("what can be touched has 48 px a side", () => {
  show(<IconButton icon="bell" label="Inbox" onPress={NOTHING} />);
  expect(screen.getByRole("button", { name: "Inbox" })).toHaveStyle({ width: 48, height: 48 });
});

test("a field says its error and its hint, and shows its password only when asked", () => {
  show(
    <TextField
      label="Password"
      kind="password"
      hint="At least 10 characters"
      error="Too short"
      value="abc"
      onChangeText={NOTHING}
    />,
  );
  const field = screen.getByLabelText("Password");
  expect(field.props["accessibilityHint"]).toBe("Too short At least 10 characters");
  expect(within(screen.getByRole("alert")).getByText("Too short")).toBeTruthy();
  expect(field.props["secureTextEntry"]).toBe(true);
  fireEvent.press(screen.getByRole("button", { name: "Show the password" }));
  expect(screen.getByLabelText("Password").props["secureTextEntry"]).toBe(false);
});

test("a select opens its choices and closes with the one chosen", () => {
  const onChange = jest.fn();
  const options = [
    { value: "it", label: "Italiano" },
    { value: "en", label: "English" },
  ];
  show(<Select label="Language" value="it" options={options} onChange={onChange} />);
  fireEvent.press(screen.getByRole("button", { name: "Language: Italiano" }));
  expect(screen.getByRole("radio", { name: "Italiano", checked: true })).toBeTruthy();
  fireEvent.press(screen.getByRole("radio", { name: "English" }));
  expect(onChange).toHaveBeenCalledWith("en");
  expect(screen.queryByRole("radio")).toBeNull();
});

test("a segmented control is a group of radios", () => {
  const onChange = jest.fn();
  const options = [
    { value: "now", label: "Now" },
    { value: "today", label: "Today" },
  ];
  show(<SegmentedControl label="Period" value="now" options={options} onChange={onChange} />);
  fireEvent.press(screen.getByRole("radio", { name: "Today", checked: false }));
  expect(onChange).toHaveBeenCalledWith("today");
});

test("switch and checkbox say what they are", () => {
  const onSwitch = jest.fn();
  const onCheck = jest.fn();
  show(
    <>
      <SwitchRow label="Tell me" value={false} onChange={onSwitch} />
      <CheckboxRow label="I agree" checked onChange={onCheck} />
    </>,
  );
  fireEvent.press(screen.getByRole("switch", { name: "Tell me", checked: false }));
  fireEvent.press(screen.getByRole("checkbox", { name: "I agree", checked: true }));
  expect(onSwitch).toHaveBeenCalledWith(true);
  expect(onCheck).toHaveBeenCalledWith(false);
});

test("a step that destroys is confirmed by typing its name", () => {
  const onConfirm = jest.fn();
  show(
    <ConfirmDialog
      visible
      title="Remove the facility?"
      consequences={["Its device goes with it."]}
      undo="You can undo this for 30 days."
      confirmLabel="Remove"
      typeToConfirm="My house"
      onConfirm={onConfirm}
      onCancel={NOTHING}
    />,
  );
  expect(screen.getByText("Its device goes with it.")).toBeTruthy();
  fireEvent.press(screen.getByRole("button", { name: "Remove" }));
  expect(onConfirm).not.toHaveBeenCalled();
  fireEvent.changeText(screen.getByLabelText("To confirm, type: My house"), " my house ");
  fireEvent.press(screen.getByRole("button", { name: "Remove" }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

describe("a screen", () => {
  test("is loading, and says so", () => {
    show(<Screen title="Now" state={{ kind: "loading" }} />);
    expect(screen.getAllByLabelText("Loading…").length).toBeGreaterThan(0);
  });

  test("is empty, and says what to do next", () => {
    const onPress = jest.fn();
    const action = { label: "Add a facility", onPress };
    show(<Screen title="Now" state={{ kind: "empty", title: "None yet", text: "Add.", action }} />);
    fireEvent.press(screen.getByRole("button", { name: "Add a facility" }));
    expect(onPress).toHaveBeenCalledTimes(1);
  });

  test("failed, and can be tried again", () => {
    const onRetry = jest.fn();
    show(
      <Screen title="Now" state={{ kind: "error", title: "Oh", text: "No answer.", onRetry }} />,
    );
    fireEvent.press(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  test("is offline: shows what it has, and that it is old", () => {
    show(
      <Screen title="Now" offline={{ asOf: null }}>
        <AppText>3.2 kW</AppText>
      </Screen>,
    );
    expect(screen.getByText(/You are offline/)).toBeTruthy();
    expect(screen.getByText("3.2 kW")).toBeTruthy();
  });
});

test("figures say how old they are, and when they are not recent", () => {
  show(
    <>
      <Age at={0} now={12_000} />
      <Age at={0} now={600_000} />
      <Age at={null} />
    </>,
  );
  expect(screen.getByText("updated 12\u00A0s ago")).toBeTruthy();
  expect(screen.getByText("updated 10\u00A0min ago · not recent")).toBeTruthy();
  expect(screen.getByText("no data yet")).toBeTruthy();
});

test("a list shows the first few and, when asked, the rest", () => {
  const items = ["one", "two", "three"];
  show(
    <ShowMore items={items} first={1} render={(item) => <AppText key={item}>{item}</AppText>} />,
  );
  expect(screen.queryByText("three")).toBeNull();
  fireEvent.press(screen.getByRole("button", { name: "Show 2 more", expanded: false }));
  expect(screen.getByText("three")).toBeTruthy();
});

test("a disclosure hides what only some want to see", () => {
  show(
    <Disclosure title="Details">
      <AppText>inside</AppText>
    </Disclosure>,
  );
  expect(screen.queryByText("inside")).toBeNull();
  fireEvent.press(screen.getByRole("button", { name: "Details", expanded: false }));
  expect(screen.getByText("inside")).toBeTruthy();
});

function Toaster() {
  const { toast } = useAnnouncer();
  const [done, setDone] = useState(false);
  const action = { label: "Undo", onPress: () => setDone(true) };
  return (
    <>
      <Button label="Go" onPress={() => toast({ text: "Removed", action })} />
      {done && <AppText>undone</AppText>}
    </>
  );
}

test("a toast with a step to take stays until it is taken", () => {
  jest.useFakeTimers();
  show(<Toaster />);
  fireEvent.press(screen.getByRole("button", { name: "Go" }));
  jest.advanceTimersByTime(60_000);
  expect(screen.getByText("Removed")).toBeTruthy();
  fireEvent.press(screen.getByRole("button", { name: "Undo" }));
  expect(screen.getByText("undone")).toBeTruthy();
  expect(screen.queryByText("Removed")).toBeNull();
  jest.useRealTimers();
});
