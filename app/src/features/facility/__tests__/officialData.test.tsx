import { onlineManager } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor } from "@testing-library/react-native";

import { pickTextFile } from "@/files";
import { dictionary } from "@/texts/dictionary";

import { OfficialDataScreen } from "../screens/OfficialDataScreen";
import { compared, curveImport, report } from "../testing/curves";
import { type Answers, problem, renderScreen } from "../testing/renderScreen";
import { FACILITY_ID, facilityOf } from "../testing/samples";

jest.mock("expo-router", (): object => jest.requireActual("../testing/expoRouter"));
jest.mock("@/session/SessionProvider", (): object =>
  jest.requireActual("../testing/sessionProvider"),
);
jest.mock("@/files", () => ({ pickTextFile: jest.fn() }));

const words = dictionary.en.facility.official;
const CURVE = `/energy-data/facility/${FACILITY_ID}/official-curve`;
const picked = jest.mocked(pickTextFile);

function show(answers: Answers = {}) {
  return renderScreen(<OfficialDataScreen facilityId={FACILITY_ID} />, {
    [`GET /facility/${FACILITY_ID}`]: { body: facilityOf() },
    [`GET ${CURVE}`]: { body: [] },
    ...answers,
  });
}

async function choose(answers: Answers, size = 10) {
  picked.mockResolvedValue({ name: "marzo.csv", size, text: "Data;Prelievo" });
  const shown = show(answers);
  fireEvent.press(await screen.findByRole("button", { name: words.choose }));
  return shown;
}

const storeButton = () => screen.findByRole("button", { name: words.store });

test("while nothing is known it is loading; without imports it says so", async () => {
  const { unmount } = show({ [`GET ${CURVE}`]: "silence" });
  expect(screen.getAllByLabelText("Loading…").length).toBeGreaterThan(0);
  unmount();
  show();
  expect(await screen.findByText(words.none)).toBeTruthy();
});

test("a failure can be tried again, and offline it says so", async () => {
  let count = 0;
  show({
    [`GET ${CURVE}`]: () => (++count === 1 ? problem(500, "internal_error") : { body: [] }),
  });
  fireEvent.press(await screen.findByText("Try again"));
  await screen.findByText(words.none);
  act(() => onlineManager.setOnline(false));
  expect(await screen.findByText(/You are offline/)).toBeTruthy();
  act(() => onlineManager.setOnline(true));
});

test("a file is tried before it is stored", async () => {
  const sent: { query: URLSearchParams; body: unknown }[] = [];
  await choose({
    [`POST ${CURVE}`]: ({ url, body }) => {
      sent.push({ query: url.searchParams, body });
      const isDryRun = url.searchParams.get("dryRun") === "true";
      return { body: report({ dryRun: isDryRun }), status: isDryRun ? 200 : 201 };
    },
  });
  expect(await screen.findByText(words.allGood)).toBeTruthy();
  fireEvent.press(await storeButton());
  expect(await screen.findByText(words.stored("672"))).toBeTruthy();
  expect(sent.map(({ query }) => query.get("dryRun"))).toEqual(["true", "false"]);
  expect(sent[1]?.body).toBe("Data;Prelievo");
  expect(sent[1]?.query.get("fileName")).toBe("marzo.csv");
});

test("with errors nothing can be stored; each is named", async () => {
  const errors = [{ line: 7, column: "Prelievo", code: "value_negative", message: "m" }];
  await choose({ [`POST ${CURVE}`]: { body: report({ errorCount: 1, errors }) } });
  expect(await screen.findByText(words.finding.errors("1"))).toBeTruthy();
  fireEvent.press(screen.getByText(words.examples));
  expect(screen.getByText(`Line 7: Prelievo: ${words.fault.value_negative}`)).toBeTruthy();
  expect(screen.getByRole("button", { name: words.store, disabled: true })).toBeTruthy();
});

test("what the file leaves out is named with its day", async () => {
  const missing = [{ from: "2026-03-05T09:00:00Z", to: "2026-03-05T09:15:00Z" }];
  await choose({ [`POST ${CURVE}`]: { body: report({ missingCount: 1, missing }) } });
  fireEvent.press(await screen.findByText(words.examples));
  expect(screen.getByText(/2026 10:00 – .*2026 10:15$/)).toBeTruthy();
});

test("told otherwise of a file, it is tried again before it is stored", async () => {
  const tried: (string | null)[] = [];
  await choose({
    [`POST ${CURVE}`]: ({ url }) => {
      tried.push(url.searchParams.get("timeColumn"));
      return { body: report() };
    },
  });
  await storeButton();
  fireEvent.press(screen.getByText(words.about));
  fireEvent.changeText(screen.getByLabelText(new RegExp(`^${words.timeColumn}`)), "Giorno");
  expect(screen.queryByRole("button", { name: words.store })).toBeNull();
  fireEvent.press(screen.getByRole("button", { name: words.checkAgain }));
  await storeButton();
  expect(screen.getByLabelText(new RegExp(`^${words.timeColumn}`))).toBeTruthy();
  expect(tried).toEqual([null, "Giorno"]);
});

test("a browser that does not say that nobody chose lets one choose again", async () => {
  show({ [`POST ${CURVE}`]: { body: report() } });
  picked.mockReturnValue(new Promise(() => undefined));
  fireEvent.press(await screen.findByRole("button", { name: words.choose }));
  picked.mockResolvedValue({ name: "marzo.csv", size: 10, text: "Data;Prelievo" });
  fireEvent.press(screen.getByRole("button", { name: words.choose }));
  expect(await screen.findByText(words.allGood)).toBeTruthy();
});

test("other values are replaced only when that is said", async () => {
  const replaced: (string | null)[] = [];
  await choose({
    [`POST ${CURVE}`]: ({ url }) => {
      replaced.push(url.searchParams.get("replace"));
      return { body: report({ conflictCount: 3, dryRun: replaced.length === 1 }) };
    },
  });
  fireEvent.press(await storeButton());
  fireEvent.press(screen.getByRole("checkbox", { name: words.replace }));
  fireEvent.press(await storeButton());
  await waitFor(() => expect(replaced).toEqual(["false", "true"]));
});

test("what the file does not say is asked for where it is told", async () => {
  const fields = [{ field: "direction", code: "missing", message: "m" }];
  await choose({ [`POST ${CURVE}`]: problem(400, "curve_format_unknown", fields) });
  expect(await screen.findByText(words.tell)).toBeTruthy();
  const text = dictionary.en.energyProblems.curve_format_unknown;
  expect(screen.getByText(text)).toBeTruthy();
});

test("a file that is too large, or cannot be opened, is not sent", async () => {
  const { asked } = await choose({}, 900_001);
  expect(await screen.findByText(words.tooLarge)).toBeTruthy();
  picked.mockRejectedValue(new Error("no such file"));
  fireEvent.press(screen.getByRole("button", { name: words.choose }));
  expect(await screen.findByText(words.cannotOpen)).toBeTruthy();
  picked.mockResolvedValue(null);
  fireEvent.press(screen.getByRole("button", { name: words.choose }));
  expect(asked.filter((one) => one.startsWith("POST"))).toEqual([]);
});

test("imports are compared with what was measured, and undone after confirming", async () => {
  const { asked } = show({
    [`GET ${CURVE}`]: { body: [curveImport()] },
    [`GET ${CURVE}/difference`]: {
      body: {
        facilityId: FACILITY_ID,
        from: "2026-03-01T00:00:00Z",
        to: "2026-03-08T00:00:00Z",
        intervals: [compared(60_000, 58_000)],
      },
    },
    [`DELETE ${CURVE}/i1`]: { body: {} },
  });
  expect(await screen.findByText("+2.0 kWh")).toBeTruthy();
  fireEvent.press(screen.getByRole("button", { name: words.undo("marzo.csv") }));
  expect(await screen.findByText(words.undoMeans)).toBeTruthy();
  fireEvent.press(screen.getByRole("button", { name: words.undoConfirm }));
  expect(await screen.findByText(words.undoDone)).toBeTruthy();
  expect(asked).toContain(`DELETE ${CURVE}/i1`);
});
