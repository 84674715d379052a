import { fireEvent, screen, waitFor } from "@testing-library/react-native";

import { dictionary } from "@/texts/dictionary";
import { fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { community, COMMUNITY_ID, HOUSE_ID } from "@/testing/registry";

import { CommunityMonthScreen } from "../screens/CommunityMonthScreen";
import { DistributionPolicyScreen } from "../screens/DistributionPolicyScreen";
import { EffectScreen } from "../screens/EffectScreen";
import { GseStatementScreen } from "../screens/GseStatementScreen";
import { MonthVersionsScreen } from "../screens/MonthVersionsScreen";
import { StatementsScreen } from "../screens/StatementsScreen";
import { SurplusPolicyScreen } from "../screens/SurplusPolicyScreen";
import { distribution, head, replay, simulation, statement, year } from "../testing/builders";

const mockRouter = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  canGoBack: () => false,
};
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));

const { policies: words, representative, generalProblems } = dictionary.en;
const BASE = `/community/${COMMUNITY_ID}`;
const ENERGY = `/energy-data/community/${COMMUNITY_ID}`;
const POLICY = `${ENERGY}/distribution-policy`;
const REPLAY = `POST /live/community/${COMMUNITY_ID}/replay`;
const MONTH = "2026-10";
const LEDGER = `${ENERGY}/settlement/${MONTH}`;

function all(changes: Routes = {}): Routes {
  return {
    [`GET ${BASE}`]: { body: community() },
    [`GET ${BASE}/facility`]: {
      body: [{ facilityId: HOUSE_ID, name: "Casa Olga", validFrom: "2026-06-01T00:00:00Z" }],
    },
    [`GET ${POLICY}`]: { body: distribution() },
    [`GET ${POLICY}/version`]: { body: [] },
    [`GET ${ENERGY}/settlement`]: { body: year() },
    [`GET ${ENERGY}/statement/${MONTH}`]: { body: statement() },
    ...changes,
  };
}

const press = (name: string) => fireEvent.press(screen.getByRole("button", { name }));
const type = (label: string, text: string) =>
  fireEvent.changeText(screen.getByLabelText(label), text);

describe("FR4.2: the surplus policy", () => {
  const show = async (changes: Routes = {}) => {
    const server = fakeServer(all(changes));
    await renderScreen(<SurplusPolicyScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.surplus.inWords);
    return server;
  };

  it("marks what is wrong and sends nothing", async () => {
    const server = await show();
    type(words.surplus.fields.thresholdW, "much");
    press(words.surplus.save);
    expect(await screen.findByText(words.surplus.badNumber)).toBeTruthy();
    expect(server.asked.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("is tried on the past beside the one in force", async () => {
    const server = await show({
      [REPLAY]: ({ body }) => ({
        body: replay(
          (body as { policy: unknown }).policy === null
            ? { calls: 7, toldTimes: { "7": 2 } }
            : { calls: 1 },
        ),
      }),
    });
    type(words.surplus.fields.thresholdW, "5000");
    press(words.surplus.try);
    expect(await screen.findByText(words.surplus.messagesTitle)).toBeTruthy();
    expect(screen.getAllByText(words.surplus.inForce).length).toBeGreaterThan(0);
    const bodies = server.asked
      .filter(({ method }) => method === "POST")
      .map(({ body }) => (body as { policy: { thresholdW: number } | null }).policy?.thresholdW);
    expect(bodies).toEqual([5000, undefined]);
    expect(screen.getByText(/^10:10|^11:10/)).toBeTruthy();
  });

  it("says that there is nothing to try it on", async () => {
    await show({ [REPLAY]: { body: replay({ knownMinutes: 0, episodes: [] }) } });
    press(words.surplus.try);
    expect(await screen.findByText(words.surplus.noMinutes)).toBeTruthy();
  });

  it("is saved with what it does not change, under the version that was read", async () => {
    const saved = community({ version: 4 });
    const server = await show({ [`PUT ${BASE}`]: { body: saved } });
    type(words.surplus.fields.thresholdW, "5000");
    press(words.surplus.save);
    expect(await screen.findByText(words.surplus.saved)).toBeTruthy();
    const put = server.asked.find(({ method }) => method === "PUT");
    expect(put?.headers.get("if-match")).toBe('"3"');
    expect(put?.body).toMatchObject({
      name: "CER Valle Maira",
      surplusPolicy: { thresholdW: 5000, quietFrom: "21:00" },
    });
  });

  it("is not for members", async () => {
    const server = fakeServer(all({ [`GET ${BASE}`]: { body: community({ role: "member" }) } }));
    await renderScreen(<SurplusPolicyScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(representative.hub.notYours)).toBeTruthy();
    expect(screen.queryByText(words.surplus.save)).toBeNull();
  });

  it("says what happened when nobody answers", async () => {
    const server = fakeServer(all());
    server.isAway = true;
    await renderScreen(<SurplusPolicyScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(generalProblems.unreachable)).toBeTruthy();
  });
});

describe("the distribution policy", () => {
  const show = async (changes: Routes = {}) => {
    const server = fakeServer(all(changes));
    await renderScreen(<DistributionPolicyScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText("Half goes by consumption.");
    return server;
  };

  it("is simulated by facility, before and after", async () => {
    await show({ [`POST ${POLICY}/simulation`]: { body: simulation() } });
    press(words.distribution.run);
    expect(await screen.findByText("+€1.50")).toBeTruthy();
    expect(screen.getByText("Casa Olga")).toBeTruthy();
    expect(screen.getByText(words.distribution.winners(1, 1, 0))).toBeTruthy();
  });

  it("is not sent while its parts make no whole", async () => {
    const server = await show();
    type(words.distribution.shares.consumption, "40");
    press(words.distribution.send);
    expect(await screen.findByText(words.distribution.sumWrong("90%"))).toBeTruthy();
    expect(screen.queryByText(words.distribution.confirmMembers)).toBeNull();
    expect(server.asked.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("is decided once it is confirmed, unless somebody decided meanwhile", async () => {
    const server = await show({
      [`PUT ${POLICY}`]: { status: 412, body: problem("policy_differs") },
    });
    press(words.distribution.send);
    expect(await screen.findByText(words.distribution.confirmMembers)).toBeTruthy();
    const named = screen.getAllByRole("button", { name: words.distribution.send });
    fireEvent.press(named[named.length - 1]!);
    expect(await screen.findByText(words.distribution.differs)).toBeTruthy();
    const put = server.asked.find(({ method }) => method === "PUT");
    expect(put?.headers.get("if-match")).toBe('"0"');
    expect(put?.body).toMatchObject({ parts: { consumption: 0.5, production: 0.5 } });
  });
});

describe("statements", () => {
  it("list the year and lead to a month", async () => {
    const server = fakeServer(all());
    await renderScreen(<StatementsScreen communityId={COMMUNITY_ID} />, { server });
    fireEvent.press(await screen.findByText("October 2026"));
    expect(mockRouter.push).toHaveBeenCalledWith(
      `/communities/${COMMUNITY_ID}/statements/${MONTH}`,
    );
  });

  it("say what goes to whom in a month", async () => {
    const server = fakeServer(all());
    await renderScreen(<CommunityMonthScreen communityId={COMMUNITY_ID} month={MONTH} />, {
      server,
    });
    expect(await screen.findByText("Casa Olga")).toBeTruthy();
    expect(screen.getByText("€5.00")).toBeTruthy();
    expect(screen.getByRole("button", { name: words.statements.pdf })).toBeTruthy();
  });

  it("can be made of a month that is not settled", async () => {
    const path = `GET ${ENERGY}/statement/${MONTH}`;
    const server = fakeServer(
      all({
        [path]: { status: 404, body: problem("settlement_not_found") },
        [`POST ${LEDGER}`]: { status: 201, body: { ...head(), lines: [] } },
      }),
    );
    await renderScreen(<CommunityMonthScreen communityId={COMMUNITY_ID} month={MONTH} />, {
      server,
    });
    await screen.findByText(words.statements.monthEmpty);
    server.set({ [path]: { body: statement() } });
    press(words.statements.settle);
    expect(await screen.findByText("Casa Olga")).toBeTruthy();
  });

  it("say what changed between versions, and why", async () => {
    const server = fakeServer(
      all({
        [`GET ${LEDGER}/version`]: { body: [head(), head({ version: 1, totalEur: 10 })] },
        [`GET ${LEDGER}/difference`]: {
          body: {
            before: head({ version: 1, totalEur: 10 }),
            after: head(),
            changes: ["energy", "policy"],
            sharedDifferenceWh: 0,
            totalDifferenceEur: 2,
            fundsDifferenceEur: 0,
            socialDifferenceEur: 0,
            lines: [],
          },
        },
      }),
    );
    await renderScreen(<MonthVersionsScreen communityId={COMMUNITY_ID} month={MONTH} />, {
      server,
    });
    const { energy, policy } = words.statements.changes;
    expect(await screen.findByText(`${energy}, ${policy}`)).toBeTruthy();
    expect(screen.getByText("+€2.00")).toBeTruthy();
  });

  it("are held against what GSE pays", async () => {
    const path = `${LEDGER}/gse-statement`;
    const server = fakeServer(
      all({
        [`GET ${path}`]: { status: 404, body: problem("gse_statement_not_found") },
        [`POST ${path}`]: { status: 201, body: {} },
      }),
    );
    await renderScreen(<GseStatementScreen communityId={COMMUNITY_ID} month={MONTH} />, { server });
    await screen.findByText(words.statements.gseIntro);
    press(words.statements.bring);
    expect(await screen.findByText(words.statements.missing)).toBeTruthy();
    type(words.statements.premiumEur, "11.5");
    press(words.statements.bring);
    await waitFor(() =>
      expect(server.asked.find(({ method }) => method === "POST")?.body).toEqual({
        lines: [{ plant: null, sharedKWh: null, premiumEur: 11.5, valorizationEur: null }],
      }),
    );
  });
});

describe("the effect of calls", () => {
  it("says what to do while there is none", async () => {
    const total = {
      comparedWith: "nothing",
      changeWh: null,
      lowWh: null,
      highWh: null,
      isConclusive: false,
    };
    const server = fakeServer(
      all({ [`GET ${ENERGY}/effect`]: { body: { communityId: COMMUNITY_ID, calls: [], total } } }),
    );
    await renderScreen(<EffectScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(words.effect.none)).toBeTruthy();
    press(words.effect.toPolicy);
    expect(mockRouter.push).toHaveBeenCalledWith(`/communities/${COMMUNITY_ID}/surplus-policy`);
  });
});
