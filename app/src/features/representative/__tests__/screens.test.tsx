import { screen, waitFor } from "@testing-library/react-native";

import { type Finding } from "@/api/queries/representative";
import { fakeServer, problem } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";
import { community, COMMUNITY_ID, facility } from "@/testing/registry";

import { CreateCommunityScreen } from "../screens/CreateCommunityScreen";
import { EditCommunityScreen } from "../screens/EditCommunityScreen";
import { EligibilityScreen } from "../screens/EligibilityScreen";
import { ManageCommunityScreen } from "../screens/ManageCommunityScreen";
import { eligibility } from "../testing/builders";
import { all, BASE, press, sentTo, type } from "../testing/harness";

const mockRouter = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  dismissTo: jest.fn(),
  canGoBack: () => false,
};
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));

const words = dictionary.en.representative;

describe("the representative's area", () => {
  const shown = () => screen.findByText(words.hub.eligible);

  it("says what waits, how the community stands, and where everything is", async () => {
    const server = fakeServer(all());
    await renderScreen(<ManageCommunityScreen communityId={COMMUNITY_ID} />, { server });
    await shown();
    expect(screen.getByText(words.hub.waiting(1))).toBeTruthy();
    expect(screen.getByText(words.hub.active)).toBeTruthy();
    press(words.hub.answer);
    expect(mockRouter.push).toHaveBeenCalledWith(`/communities/${COMMUNITY_ID}/manage/offers`);
  });

  it("is not for members", async () => {
    const server = fakeServer(all({ [`GET ${BASE}`]: { body: community({ role: "member" }) } }));
    await renderScreen(<ManageCommunityScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(words.hub.notYours)).toBeTruthy();
    expect(screen.queryByText(words.hub.removeRow)).toBeNull();
  });

  it("says what happened and tries again", async () => {
    const server = fakeServer(all());
    server.isAway = true;
    await renderScreen(<ManageCommunityScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(dictionary.en.generalProblems.unreachable)).toBeTruthy();
    server.isAway = false;
    press("Try again");
    await shown();
  });

  it("keeps what is known, with its age, when the server goes away", async () => {
    const server = fakeServer(all());
    const { queryClient } = await renderScreen(
      <ManageCommunityScreen communityId={COMMUNITY_ID} />,
      { server },
    );
    await shown();
    server.isAway = true;
    await queryClient.refetchQueries();
    expect(await screen.findByText(/^You are offline/)).toBeTruthy();
    expect(screen.getByText(words.hub.eligible)).toBeTruthy();
  });
});

describe("FR8.1, FR8.3: creating a community", () => {
  it("asks for what is missing at each field, and sends nothing", async () => {
    const server = fakeServer(all());
    await renderScreen(<CreateCommunityScreen />, { server });
    await screen.findByText(words.form.createTitle);
    press(words.form.create);
    expect(await screen.findByText(words.form.nameMissing)).toBeTruthy();
    expect(screen.getByText(words.form.substationMissing)).toBeTruthy();
    expect(screen.getByText(words.form.zoneMissing)).toBeTruthy();
    expect(sentTo(server, "POST")).toEqual([]);
  });

  it("is filled in from one's own facility, so that a name is enough", async () => {
    const server = fakeServer(
      all({
        "GET /user/facility": { body: [facility()] },
        "POST /community": { status: 201, body: community({ name: "CER Nuova" }) },
      }),
    );
    await renderScreen(<CreateCommunityScreen />, { server });
    await waitFor(() =>
      expect(screen.getByLabelText(words.form.substation).props["value"]).toBe("AC001E00001"),
    );
    type(words.form.name, "CER Nuova");
    press(words.form.create);
    await waitFor(() =>
      expect(mockRouter.replace).toHaveBeenCalledWith(`/communities/${COMMUNITY_ID}/manage`),
    );
    const [post] = sentTo(server, "POST");
    expect(post?.body).toEqual({
      name: "CER Nuova",
      primarySubstationCode: "AC001E00001",
      marketZone: "NORD",
    });
    expect(post?.headers.get("Idempotency-Key")).toMatch(/^\w{24}$/);
  });

  it("shows the server's refusal at the field and keeps what was typed", async () => {
    const errors = [{ field: "name", code: "string_too_long", message: "no" }];
    const server = fakeServer(
      all({
        "GET /user/facility": { body: [facility()] },
        "POST /community": { status: 400, body: problem("invalid_request", errors) },
      }),
    );
    await renderScreen(<CreateCommunityScreen />, { server });
    await screen.findByDisplayValue("AC001E00001");
    type(words.form.name, "CER Nuova");
    press(words.form.create);
    expect(await screen.findByText(dictionary.en.accountProblems.string_too_long)).toBeTruthy();
    expect(screen.getByDisplayValue("CER Nuova")).toBeTruthy();
  });
});

describe("FR8: changing the community's data", () => {
  it("sends all settings with the version that was read", async () => {
    const server = fakeServer(all({ [`PUT ${BASE}`]: { body: community({ version: 4 }) } }));
    await renderScreen(<EditCommunityScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByDisplayValue("CER Valle Maira");
    type(words.form.name, "CER Alta Valle");
    press(words.form.save);
    await waitFor(() => expect(sentTo(server, "PUT")).toHaveLength(1));
    const [put] = sentTo(server, "PUT");
    expect(put?.headers.get("if-match")).toBe('"3"');
    expect(put?.body).toMatchObject({
      name: "CER Alta Valle",
      surplusPolicy: { thresholdW: 1000 },
    });
  });

  it("does not overwrite what somebody else changed", async () => {
    const server = fakeServer(
      all({ [`PUT ${BASE}`]: { status: 412, body: problem("version_differs") } }),
    );
    await renderScreen(<EditCommunityScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByDisplayValue("CER Valle Maira");
    type(words.form.name, "CER Alta Valle");
    server.set({ [`GET ${BASE}`]: { body: community({ version: 4, name: "CER di Anna" }) } });
    press(words.form.save);
    expect(await screen.findByText(words.form.changedMeanwhile)).toBeTruthy();
    press(words.form.reload);
    expect(await screen.findByDisplayValue("CER di Anna")).toBeTruthy();
  });
});

describe("R1 to R4: eligibility", () => {
  it("says that all is well", async () => {
    const server = fakeServer(all());
    await renderScreen(<EligibilityScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(words.eligibility.eligible)).toBeTruthy();
    expect(screen.getByText(words.eligibility.rules.producer)).toBeTruthy();
  });

  it("leads to inviting where something is missing, in Italian too", async () => {
    const finding: Finding = {
      code: "no_producer",
      kind: "missing",
      limit: 1,
      found: 0,
      facilityIds: [],
      facilityCount: 0,
    };
    const body = eligibility({ eligible: false, producerCount: 0, findings: [finding] });
    const server = fakeServer(all({ [`GET ${BASE}/eligibility`]: { body } }));
    await renderScreen(<EligibilityScreen communityId={COMMUNITY_ID} />, {
      server,
      language: "it",
    });
    expect(await screen.findByText("Manca una condizione")).toBeTruthy();
    press("Invita un impianto");
    expect(mockRouter.push).toHaveBeenCalledWith(`/communities/${COMMUNITY_ID}/manage/invite`);
  });
});
