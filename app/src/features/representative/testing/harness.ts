/** What the tests of these screens share: services that know one community, and hands. */
import { fireEvent, screen } from "@testing-library/react-native";

import { type FakeServer, type Routes } from "@/testing/fakeServer";
import { community, COMMUNITY_ID, HOUSE_ID, ROOF_ID } from "@/testing/registry";

import { eligibility, member, offer } from "./builders";

export const BASE = `/community/${COMMUNITY_ID}`;
export const HOUSE = `${BASE}/facility/${HOUSE_ID}`;

export function all(changes: Routes = {}): Routes {
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

export const press = (name: string | RegExp) =>
  fireEvent.press(screen.getByRole("button", { name }));
export const type = (label: string, text: string) =>
  fireEvent.changeText(screen.getByLabelText(label), text);
export const sentTo = (server: FakeServer, method: string) =>
  server.asked.filter((asked) => asked.method === method);
