import { fireEvent, render, screen } from "@testing-library/react-native";
import type { ReactNode } from "react";

import { HOUR_MS } from "@/formats";

import { BarsChart, LiveBar, SparkLine, TimeSeriesChart } from "..";
import { UiProvider } from "../../theme";

const START = Date.parse("2026-06-20T22:00Z");
const NOW = START + 13.5 * HOUR_MS;

const hours = (value: (hour: number) => number | null) =>
  Array.from({ length: 24 }, (_, hour) => ({
    from: START + hour * HOUR_MS,
    to: START + (hour + 1) * HOUR_MS,
    value: value(hour),
  }));

function show(content: ReactNode, theme: "dark" | "light" = "dark") {
  return render(
    <UiProvider theme={theme} language="en">
      {content}
    </UiProvider>,
  );
}

const produced = hours((hour) => (hour === 8 ? null : hour * 100));
const consumed = hours((hour) => (hour === 8 || hour > 13 ? null : 500));

function Today() {
  return (
    <TimeSeriesChart
      title="Today"
      series={[
        { role: "produced", label: "Produced", intervals: produced },
        { role: "consumed", label: "Consumed", intervals: consumed },
      ]}
      from={START}
      to={START + 24 * HOUR_MS}
      now={NOW}
    />
  );
}

function Year({ values }: { readonly values: readonly (number | null)[] }) {
  const month = (index: number) => Date.UTC(2026, index, 1) - HOUR_MS;
  return (
    <BarsChart
      title="Year"
      series={[{ role: "shared", label: "Shared" }]}
      periods={values.map((value, index) => ({
        from: month(index),
        to: month(index + 1),
        values: [value],
        incomplete: index === values.length - 1,
      }))}
      resolution="month"
    />
  );
}

describe.each(["dark", "light"] as const)("in the %s theme", (theme) => {
  test("everything is drawn, without NaN", () => {
    const { toJSON } = show(
      <>
        <Today />
        <Year values={[1000, null, 3000]} />
        <LiveBar producedW={8400} consumedW={5200} />
        <SparkLine
          title="Produced"
          role="produced"
          intervals={produced}
          from={START}
          to={START + 24 * HOUR_MS}
        />
      </>,
      theme,
    );
    expect(JSON.stringify(toJSON())).not.toMatch(/NaN|Infinity/);
    expect(screen.getByRole("heading", { name: "Today" })).toBeTruthy();
  });

  test("nothing is drawn of nothing", () => {
    const { toJSON } = show(
      <>
        <TimeSeriesChart
          title="Empty"
          series={[{ role: "produced", label: "Produced", intervals: [] }]}
          from={START}
          to={NOW}
        />
        <Year values={[]} />
        <LiveBar producedW={null} consumedW={5} />
      </>,
      theme,
    );
    expect(JSON.stringify(toJSON())).not.toMatch(/NaN|Infinity/);
    expect(screen.getByLabelText("Empty. No data in this period.")).toBeTruthy();
    expect(screen.getByText(/balance is not known/)).toBeTruthy();
  });
});

test("a chart says in words what it shows", () => {
  show(<Today />);
  expect(
    screen.getByLabelText(
      "Today. Produced: 2.3\u00A0kW at most (today\u00A023:00). " +
        "Consumed: 500\u00A0W at most (today\u00A000:00). Data are missing for one stretch.",
    ),
  ).toBeTruthy();
});

test("a chart is read step by step, like a slider", () => {
  show(<Today />);
  const chart = () => screen.getByRole("slider");
  const step = (actionName: string) =>
    fireEvent(chart(), "accessibilityAction", { nativeEvent: { actionName } });
  step("decrement");
  expect(chart().props["aria-valuetext"]).toBe(
    "22:00–23:00, Produced 2.2\u00A0kW, Consumed no data",
  );
  step("increment");
  expect(chart().props["aria-valuetext"]).toContain("Produced 2.3\u00A0kW");
});

test("a chart is there as a table, with what is not known", () => {
  show(<Today />);
  fireEvent.press(screen.getByRole("button", { name: "Show as a table: Today" }));
  expect(screen.getByText("07:00–08:00")).toBeTruthy();
  expect(screen.getAllByText("no data").length).toBe(12);
  fireEvent.press(screen.getByRole("button", { name: "Show the chart: Today" }));
  expect(screen.queryByText("07:00–08:00")).toBeNull();
});

test("bars have names, and say which period is not complete", () => {
  show(<Year values={[1000, 2000, 3000]} />);
  fireEvent.press(screen.getByRole("button", { name: "Show as a table: Year" }));
  expect(screen.getByText("February 2026")).toBeTruthy();
  expect(screen.getByText("March 2026 (period not complete)")).toBeTruthy();
});

test("the live bar says what becomes of the power", () => {
  show(<LiveBar producedW={8400} consumedW={5200} />);
  expect(
    screen.getByLabelText(
      "Produced 8.4\u00A0kW, Consumed 5.2\u00A0kW, 5.2\u00A0kW used at once, 3.2\u00A0kW to spare",
    ),
  ).toBeTruthy();
});
