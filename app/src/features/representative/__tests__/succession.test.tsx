import { fireEvent, screen, waitFor } from "@testing-library/react-native";

import { fakeServer } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";
import { community, COMMUNITY_ID, HOUSE_ID, ME, OTHER } from "@/testing/registry";

import { CommunityAuditScreen } from "../screens/CommunityAuditScreen";
import { HandoverScreen } from "../screens/HandoverScreen";
import { RemoveCommunityScreen } from "../screens/RemoveCommunityScreen";
import { RemovedCommunitiesScreen } from "../screens/RemovedCommunitiesScreen";
import { entry } from "../testing/builders";
import { all, BASE, press, sentTo } from "../testing/harness";

const mockRouter = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  dismissTo: jest.fn(),
  canGoBack: () => false,
};
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));

const words = dictionary.en.representative;

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
