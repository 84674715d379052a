import { fireEvent, screen, waitFor } from "@testing-library/react-native";

import { dictionary } from "@/texts/dictionary";
import { fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";

import { CommunityAuditScreen } from "../screens/CommunityAuditScreen";
import { CreateCommunityScreen } from "../screens/CreateCommunityScreen";
import { EditCommunityScreen } from "../screens/EditCommunityScreen";
import { EligibilityScreen } from "../screens/EligibilityScreen";
import { HandoverScreen } from "../screens/HandoverScreen";
import { InviteScreen } from "../screens/InviteScreen";
import { ManageCommunityScreen } from "../screens/ManageCommunityScreen";
import { MembersScreen } from "../screens/MembersScreen";
import { OffersScreen } from "../screens/OffersScreen";
import { RemoveCommunityScreen } from "../screens/RemoveCommunityScreen";
import { RemovedCommunitiesScreen } from "../screens/RemovedCommunitiesScreen";
import {
  community,
  COMMUNITY_ID,
  eligibility,
  entry,
  facility,
  HOUSE_ID,
  ME,
  member,
  offer,
  OTHER,
  ROOF_ID,
} from "../testing/builders";

const mockRouter = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  dismissTo: jest.fn(),
  canGoBack: () => false,
};
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));

const words = dictionary.en.representative;
const BASE = `/community/${COMMUNITY_ID}`;
const HOUSE = `${BASE}/facility/${HOUSE_ID}`;

function all(changes: Routes = {}): Routes {
  return {
    [`GET ${BASE}`]: { body: community() },
    [`GET ${BASE}/facility`]: {
      body: [member(), member({ facilityId: ROOF_ID, name: "Tetto", maxProductionW: 6000 })],
    },
    [`GET ${BASE}/eligibility`]: { body: eligibility() },
    [`GET ${BASE}/offer`]: { body: [offer()] },
    [`GET ${BASE}/audit`]: { body: [] },
    "GET /user/facility": { body: [] },
    "GET /community": { body: [] },
    "GET /user/community/removed": { body: [] },
    ...changes,
  };
}

const press = (name: string | RegExp) => fireEvent.press(screen.getByRole("button", { name }));
const type = (label: string, text: string) =>
  fireEvent.changeText(screen.getByLabelText(label), text);
const sentTo = (server: ReturnType<typeof fakeServer>, method: string) =>
  server.asked.filter((asked) => asked.method === method);

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
      expect(screen.getByLabelText(words.form.substation).props.value).toBe("AC001E00001"),
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
    const finding = {
      code: "no_producer",
      kind: "missing",
      limit: 1,
      found: 0,
      facilityIds: [],
      facilityCount: 0,
    } as const;
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

describe("FR9.1: members", () => {
  it("are removed after confirming, with what it means", async () => {
    const ended = { status: "left", communityId: COMMUNITY_ID, facilityId: HOUSE_ID };
    const server = fakeServer(all({ [`DELETE ${HOUSE}`]: { body: ended } }));
    await renderScreen(<MembersScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText("Casa Olga");
    press(words.members.remove("Casa Olga"));
    expect(await screen.findByText(words.members.removeLast)).toBeTruthy();
    press(words.members.removeConfirm);
    expect(await screen.findByText(words.members.removed("Casa Olga"))).toBeTruthy();
  });

  it("stay when it is not confirmed", async () => {
    const server = fakeServer(all());
    await renderScreen(<MembersScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText("Casa Olga");
    press(words.members.remove("Casa Olga"));
    press("Cancel");
    expect(sentTo(server, "DELETE")).toEqual([]);
  });

  it("are invited when there are none", async () => {
    const server = fakeServer(all({ [`GET ${BASE}/facility`]: { body: [] } }));
    await renderScreen(<MembersScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(words.members.empty)).toBeTruthy();
  });
});

describe("FR9.1: requests and invitations", () => {
  it("accepts a request", async () => {
    const joined = {
      status: "joined",
      communityId: COMMUNITY_ID,
      facilityId: HOUSE_ID,
      validFrom: "2026-11-20T09:00:00Z",
    };
    const server = fakeServer(all({ [`PUT ${HOUSE}`]: { body: joined } }));
    await renderScreen(<OffersScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.members.requests);
    press(words.members.accept);
    expect(await screen.findByText(words.members.accepted("Casa Olga"))).toBeTruthy();
  });

  it("says why one cannot be accepted", async () => {
    const refusal = { status: 409, body: problem("substation_differs") };
    const server = fakeServer(all({ [`PUT ${HOUSE}`]: refusal }));
    await renderScreen(<OffersScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.members.requests);
    press(words.members.accept);
    const text = dictionary.en.communityProblems.substation_differs;
    expect(await screen.findByText(text)).toBeTruthy();
  });

  it("declines after asking, and takes an invitation back", async () => {
    const server = fakeServer(
      all({
        [`GET ${BASE}/offer`]: {
          body: [offer(), offer({ kind: "invitation", facilityId: ROOF_ID })],
        },
        [`DELETE ${HOUSE}`]: { body: {} },
        [`DELETE ${BASE}/facility/${ROOF_ID}`]: { body: {} },
      }),
    );
    await renderScreen(<OffersScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.members.invitations);
    press(words.members.takeBack);
    expect(await screen.findByText(words.members.takenBack)).toBeTruthy();
    press(words.members.decline);
    await screen.findByText(words.members.declineText);
    fireEvent.press(screen.getAllByRole("button", { name: words.members.decline }).at(-1)!);
    expect(await screen.findByText(words.members.declined)).toBeTruthy();
  });

  it("says when nobody waits", async () => {
    const server = fakeServer(all({ [`GET ${BASE}/offer`]: { body: [] } }));
    await renderScreen(<OffersScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(words.members.offersEmpty)).toBeTruthy();
  });
});

describe("FR9.1, FR9.2: inviting", () => {
  const pending = { status: 202, body: offer({ kind: "invitation" }) };

  it("finds the id in what is pasted", async () => {
    const server = fakeServer(all({ [`PUT ${HOUSE}`]: pending }));
    await renderScreen(<InviteScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.invite.other);
    type(words.invite.id, `Ciao! ${HOUSE_ID}`);
    press(words.invite.send);
    expect(await screen.findByText(words.invite.sent)).toBeTruthy();
  });

  it("says what is wrong at the field", async () => {
    const server = fakeServer(all());
    await renderScreen(<InviteScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.invite.other);
    press(words.invite.send);
    expect(await screen.findByText(words.invite.idMissing)).toBeTruthy();
    type(words.invite.id, "Casa Olga");
    press(words.invite.send);
    expect(await screen.findByText(words.invite.idWrong)).toBeTruthy();
  });

  it("adds one's own at once", async () => {
    const server = fakeServer(
      all({ "GET /user/facility": { body: [facility()] }, [`PUT ${HOUSE}`]: { body: {} } }),
    );
    await renderScreen(<InviteScreen communityId={COMMUNITY_ID} />, { server });
    fireEvent.press(await screen.findByRole("button", { name: words.invite.addOwn("Casa Olga") }));
    expect(await screen.findByText(words.invite.joined("Casa Olga"))).toBeTruthy();
  });
});

describe("handing over the role", () => {
  const asked = { offer: { facilityId: HOUSE_ID, kind: "request", offeredBy: OTHER } };
  const trail = [
    entry({ action: "join_community", by: OTHER, before: { offer: null }, after: asked }),
  ];
  const answer = (status: string) => ({
    body: {
      status,
      communityId: COMMUNITY_ID,
      representativeId: ME,
      proposedRepresentativeId: OTHER,
    },
  });

  it("proposes an owner who is known by the facility", async () => {
    const server = fakeServer(
      all({
        [`GET ${BASE}/audit`]: { body: trail },
        [`PUT ${BASE}/representative`]: { status: 202, ...answer("proposed") },
      }),
    );
    await renderScreen(<HandoverScreen communityId={COMMUNITY_ID} />, { server });
    fireEvent.press(
      await screen.findByRole("radio", { name: words.handover.ownerOf("Casa Olga") }),
    );
    press(words.handover.propose);
    await screen.findByText(words.handover.proposeLose);
    fireEvent.press(screen.getAllByRole("button", { name: words.handover.propose }).at(-1)!);
    await waitFor(() => expect(sentTo(server, "PUT")[0]?.body).toEqual({ userId: OTHER }));
  });

  it("waits for who is proposed, and can be taken back", async () => {
    const body = community({ proposedRepresentativeId: OTHER });
    const server = fakeServer(
      all({
        [`GET ${BASE}`]: { body },
        [`GET ${BASE}/audit`]: { body: trail },
        [`DELETE ${BASE}/representative`]: answer("ended"),
      }),
    );
    await renderScreen(<HandoverScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(/the owner of Casa Olga/)).toBeTruthy();
    press(words.handover.takeBack);
    expect(await screen.findByText(words.handover.takenBack)).toBeTruthy();
  });

  it("is accepted by who is proposed", async () => {
    const body = community({ role: "member", proposedRepresentativeId: OTHER });
    const server = fakeServer(
      all({ [`GET ${BASE}`]: { body }, [`PUT ${BASE}/representative`]: answer("in_place") }),
    );
    await renderScreen(<HandoverScreen communityId={COMMUNITY_ID} />, { server, userId: OTHER });
    fireEvent.press(await screen.findByRole("button", { name: words.handover.accept }));
    await waitFor(() => expect(sentTo(server, "PUT")[0]?.body).toEqual({ userId: OTHER }));
    expect(await screen.findByText(words.handover.accepted("CER Valle Maira"))).toBeTruthy();
  });

  it("is nothing for another member", async () => {
    const server = fakeServer(all({ [`GET ${BASE}`]: { body: community({ role: "member" }) } }));
    await renderScreen(<HandoverScreen communityId={COMMUNITY_ID} />, { server, userId: OTHER });
    expect(await screen.findByText(words.handover.nothing)).toBeTruthy();
  });
});

describe("the trail", () => {
  it("is told in words, page by page", async () => {
    const founded = entry({ action: "create_community", after: { name: "CER" } });
    const server = fakeServer(
      all({
        [`GET ${BASE}/audit`]: ({ path }) =>
          path.includes("cursor=")
            ? { body: [founded] }
            : {
                body: [entry({ before: { name: "Old" }, after: { name: "New" } })],
                headers: { Link: '<?cursor=abc&limit=50>; rel="next"' },
              },
      }),
    );
    await renderScreen(<CommunityAuditScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText("Name: from Old to New")).toBeTruthy();
    press(words.audit.more);
    expect(await screen.findByText(words.audit.founded)).toBeTruthy();
  });
});

describe("FR8.2: removing a community", () => {
  const removed = { body: { communityId: COMMUNITY_ID, facilitiesReleased: 2 } };

  it("warns of facilities that belong to it and asks for the name", async () => {
    const server = fakeServer(all({ [`DELETE ${BASE}`]: removed }));
    await renderScreen(<RemoveCommunityScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText(words.removal.warning(2))).toBeTruthy();
    press(words.removal.remove);
    press(words.removal.confirm);
    expect(sentTo(server, "DELETE")).toEqual([]);
    fireEvent.changeText(screen.getByLabelText(/^To confirm/), "cer valle maira");
    press(words.removal.confirm);
    expect(await screen.findByText(words.removal.done("CER Valle Maira", 2))).toBeTruthy();
    expect(mockRouter.dismissTo).toHaveBeenCalledWith("/communities");
  });

  it("does nothing when it is not confirmed", async () => {
    const server = fakeServer(all({ [`DELETE ${BASE}`]: removed }));
    await renderScreen(<RemoveCommunityScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.removal.warning(2));
    press(words.removal.remove);
    press("Cancel");
    expect(sentTo(server, "DELETE")).toEqual([]);
  });

  it("is undone within 30 days", async () => {
    const gone = {
      communityId: COMMUNITY_ID,
      name: "CER Valle Maira",
      removedAt: "2026-11-20T09:00:00Z",
      restorableUntil: "2026-12-20T09:00:00Z",
    };
    const server = fakeServer(
      all({
        "GET /user/community/removed": { body: [gone] },
        [`POST ${BASE}/restore`]: { body: community({ facilityCount: 0 }) },
      }),
    );
    await renderScreen(<RemovedCommunitiesScreen />, { server });
    await screen.findByText(words.removal.until("20 December 2026"));
    press(words.removal.restore);
    expect(await screen.findByText(words.removal.restored("CER Valle Maira"))).toBeTruthy();
  });

  it("says when there is nothing to restore", async () => {
    const server = fakeServer(all());
    await renderScreen(<RemovedCommunitiesScreen />, { server });
    expect(await screen.findByText(words.removal.removedEmpty)).toBeTruthy();
  });
});
