import { fireEvent, screen } from "@testing-library/react-native";

import { fakeServer, problem } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";
import { COMMUNITY_ID, facility, HOUSE_ID, OTHER, ROOF_ID } from "@/testing/registry";

import { InviteScreen } from "../screens/InviteScreen";
import { MembersScreen } from "../screens/MembersScreen";
import { OffersScreen } from "../screens/OffersScreen";
import { offer } from "../testing/builders";
import { all, BASE, HOUSE, press, sentTo, type } from "../testing/harness";

const mockRouter = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  dismissTo: jest.fn(),
  canGoBack: () => false,
};
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));

const words = dictionary.en.representative;

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

  it("shows what asks, and of what is invited no more than the id", async () => {
    const stranger = "99999999-9999-4999-8999-999999999999";
    const asking = { name: "Villa Ada", memberType: "consumer" as const };
    const power = { maxConsumptionW: 4500, maxProductionW: 0 };
    const offers = [
      offer({ facilityId: stranger, facility: { ...asking, ...power } }),
      offer({ facilityId: OTHER, kind: "invitation", facility: null }),
    ];
    const server = fakeServer(all({ [`GET ${BASE}/offer`]: { body: offers } }));
    await renderScreen(<OffersScreen communityId={COMMUNITY_ID} />, { server });
    expect(await screen.findByText("Villa Ada")).toBeTruthy();
    expect(screen.getByText(/Consumer.*4.5 kW/)).toBeTruthy();
    expect(screen.getByText(words.members.unknownFacility("22222222"))).toBeTruthy();
    expect(screen.getByText(words.members.invitedUnseen)).toBeTruthy();
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
          body: [offer(), offer({ kind: "invitation", facilityId: ROOF_ID, facility: null })],
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

  it("tells that an answer arrived before all lists are asked again", async () => {
    const server = fakeServer(all());
    server.set({
      [`DELETE ${HOUSE}`]: () => {
        server.set({
          [`GET ${BASE}/offer`]: { body: [] },
          [`GET ${BASE}/facility`]: () => new Promise(() => undefined),
        });
        return { body: {} };
      },
    });
    await renderScreen(<OffersScreen communityId={COMMUNITY_ID} />, { server });
    await screen.findByText(words.members.requests);
    press(words.members.decline);
    await screen.findByText(words.members.declineText);
    fireEvent.press(screen.getAllByRole("button", { name: words.members.decline }).at(-1)!);
    expect(await screen.findByText(words.members.declined)).toBeTruthy();
    expect(await screen.findByText(words.members.offersEmpty)).toBeTruthy();
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
