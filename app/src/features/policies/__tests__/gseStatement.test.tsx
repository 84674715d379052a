import { fireEvent, screen } from "@testing-library/react-native";

import { pickTextFile } from "@/files";
import { fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { community, COMMUNITY_ID, HOUSE_ID, ROOF_ID } from "@/testing/registry";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";

import { GseStatementScreen } from "../screens/GseStatementScreen";
import { statement } from "../testing/builders";

const mockRouter = { push: jest.fn(), replace: jest.fn(), back: jest.fn(), canGoBack: () => false };
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));
jest.mock("@/files", () => ({ pickTextFile: jest.fn() }));

const words = dictionary.en.policies;
const BASE = `/community/${COMMUNITY_ID}`;
const ENERGY = `/energy-data/community/${COMMUNITY_ID}`;
const MONTH = "2026-10";
const LEDGER = `${ENERGY}/settlement/${MONTH}`;
const HOUSE = { facilityId: HOUSE_ID, name: "Casa Olga", maxProductionW: 0 };
const ROOF = { facilityId: ROOF_ID, name: "Tetto", maxProductionW: 6000 };

const NOTE = new RegExp(`^${words.statements.gseFieldNote}`);

const press = (name: string) => fireEvent.press(screen.getByRole("button", { name }));
const type = (label: string | RegExp, text: string) =>
  fireEvent.changeText(screen.getByLabelText(label), text);

describe("what GSE pays", () => {
  const path = `${LEDGER}/gse-statement`;
  const { gse } = words;

  async function open(change: Routes) {
    const server = fakeServer({
      [`GET ${BASE}`]: { body: community() },
      [`GET ${BASE}/facility`]: { body: [HOUSE, ROOF] },
      [`GET ${ENERGY}/statement/${MONTH}`]: { body: statement() },
      [`GET ${path}`]: { status: 404, body: problem("gse_statement_not_found") },
      ...change,
    });
    await renderScreen(<GseStatementScreen communityId={COMMUNITY_ID} month={MONTH} />, { server });
    await screen.findByText(words.statements.gseIntro);
    return server;
  }

  const sent = (server: ReturnType<typeof fakeServer>) =>
    server.asked.filter(({ method }) => method === "POST");

  it("is typed plant by plant", async () => {
    const server = await open({ [`POST ${path}`]: { status: 201, body: {} } });
    fireEvent.press(screen.getByText(gse.ways.plants));
    press(words.statements.bring);
    expect(await screen.findByText(gse.noneTyped)).toBeTruthy();
    type(words.statements.premiumEur, "11.5");
    press(words.statements.bring);
    expect(await screen.findByText(words.statements.brought)).toBeTruthy();
    expect(sent(server)[0]?.body).toEqual({
      lines: [{ plant: ROOF_ID, sharedKWh: null, premiumEur: 11.5, valorizationEur: null }],
    });
  });

  it("stays typed while another way is looked at", async () => {
    const server = await open({ [`POST ${path}`]: { status: 201, body: {} } });
    type(words.statements.premiumEur, "11.5");
    type(NOTE, "acconto");
    fireEvent.press(screen.getByText(gse.ways.plants));
    press(words.statements.bring);
    expect(await screen.findByText(gse.noneTyped)).toBeTruthy();
    fireEvent.press(screen.getByText(gse.ways.all));
    expect(screen.queryByText(gse.noneTyped)).toBeNull();
    press(words.statements.bring);
    expect(await screen.findByText(words.statements.brought)).toBeTruthy();
    expect(sent(server)[0]?.path).toContain("note=acconto");
    expect(sent(server)[0]?.body).toEqual({
      lines: [{ plant: null, sharedKWh: null, premiumEur: 11.5, valorizationEur: null }],
    });
  });

  it("is a file, and what it does not tell is asked for", async () => {
    jest.mocked(pickTextFile).mockResolvedValue({ name: "gse.csv", size: 9, text: "a;b\n1;2" });
    const fields = [
      { field: "premiumColumn", code: "column_missing", message: "m" },
      { field: "line 2", code: "plant_unknown", message: "m" },
    ];
    const refused = problem("gse_statement_invalid", fields);
    const server = await open({
      [`POST ${path}`]: {
        status: 400,
        body: { ...refused, detail: "the columns found are: 'a', 'b'" },
      },
    });
    fireEvent.press(screen.getByText(gse.ways.file));
    press(gse.choose);
    await screen.findByText("gse.csv");
    press(gse.send);
    expect(await screen.findByText(gse.found("'a', 'b'"))).toBeTruthy();
    expect(screen.getByText(gse.columnMissing)).toBeTruthy();
    expect(screen.getByText(`${gse.line("2")}: ${gse.faults.plant_unknown}`)).toBeTruthy();
    server.set({ [`POST ${path}`]: { status: 201, body: {} } });
    fireEvent.changeText(screen.getByLabelText(new RegExp(gse.premiumColumn)), "b");
    expect(screen.getByRole("button", { name: gse.chooseOther })).toBeTruthy();
    type(NOTE, "saldo");
    press(gse.send);
    expect(await screen.findByText(words.statements.brought)).toBeTruthy();
    const last = sent(server).at(-1);
    expect(last?.path).toContain("premiumColumn=b");
    expect(last?.path).toContain("note=saldo");
    expect(screen.getByLabelText(NOTE).props).toMatchObject({ value: "" });
    expect(last?.body).toBe("a;b\n1;2");
  });
});
