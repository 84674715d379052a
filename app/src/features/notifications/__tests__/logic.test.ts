import { type Inbox, type Notification, withNews, withRead } from "@/api/queries/notifications";

import { byDay } from "../logic/days";
import { errorsOf, schemeList } from "../logic/endpointForm";
import { hrefOf } from "../logic/paths";
import { bodyOf, communityRows, quietHours, withPresent } from "../logic/preference";
import { notificationOf } from "../testing/samples";

const inboxOf = (...items: Notification[]): Inbox => ({
  pages: [{ items, next: null }],
  pageParams: [null],
});
const ids = (inbox: Inbox | undefined) =>
  inbox?.pages.flatMap(({ items }) => items.map((one) => one.notificationId));

describe("the list, live (FR4.2)", () => {
  const [one, two, three] = ["1", "2", "3"].map((id) => notificationOf({ notificationId: id }));

  test("news comes on top, the newest first, and each once", () => {
    const known = inboxOf(one!);
    const news = { unreadCount: 3, notifications: [one!, two!, three!] };
    expect(ids(withNews(known, news))).toEqual(["3", "2", "1"]);
    expect(withNews(known, { unreadCount: 1, notifications: [one!] })).toBe(known);
    expect(withNews(undefined, news)).toBeUndefined();
  });

  test("one is read, or all; what was read keeps its time", () => {
    const known = inboxOf(one!, notificationOf({ notificationId: "2", readAt: "before" }));
    const readAt = (inbox: Inbox | undefined) => inbox?.pages[0]?.items.map((each) => each.readAt);
    expect(readAt(withRead(known, "now", "1"))).toEqual(["now", "before"]);
    expect(readAt(withRead(known, "now", "2"))).toEqual([null, "before"]);
    expect(readAt(withRead(known, "now"))).toEqual(["now", "before"]);
  });
});

test("notifications of a day stand together", () => {
  const of = (createdAt: string) => notificationOf({ createdAt });
  const days = byDay([of("b2"), of("b1"), of("a1")], (createdAt) => createdAt.charAt(0));
  expect(days.map(({ name, notifications }) => [name, notifications.length])).toEqual([
    ["b", 2],
    ["a", 1],
  ]);
});

test("a notification leads to its episode, and nowhere outside of the app", () => {
  const told = notificationOf({ communityId: "c", episodeId: "e" });
  expect(hrefOf({ ...told, path: "/communities/c/episodes/e" })).toBe("/communities/c/episodes/e");
  expect(hrefOf({ ...told, path: "https://elsewhere.example" })).toBe("/communities/c/episodes/e");
});

test("quiet hours need both times, and may be none", () => {
  expect(quietHours("", "")).toEqual({ change: { quietFrom: null, quietTo: null } });
  expect(quietHours("22", "7.30").change).toEqual({ quietFrom: "22:00", quietTo: "07:30" });
  expect(quietHours("22:00", "")).toEqual({ to: "bothTimes", change: null });
  expect(quietHours("25:00", "7")).toEqual({ from: "noTime", change: null });
  expect(quietHours("7", "07:00")).toEqual({ to: "bothTimes", change: null });
});

test("a choice for one community, in place of the general one", () => {
  const chosen = (communityId: string, change: object = {}) => ({
    communityId,
    communityName: communityId.toUpperCase(),
    wanted: true,
    surplusOver: false,
    isOwn: true,
    hasLeft: false,
    ...change,
  });
  const rows = communityRows(
    [
      { communityId: "a", name: "A" },
      { communityId: "b", name: "B" },
    ],
    [chosen("a", { wanted: false }), chosen("x", { hasLeft: true, surplusOver: true })],
  );
  expect(rows.map(({ name, choice, hasLeft }) => [name, choice, hasLeft])).toEqual([
    ["A", "no", false],
    ["B", "general", false],
    ["X", "both", true],
  ]);
  expect(bodyOf("general")).toBeNull();
  expect(bodyOf("told")).toEqual({ wanted: true, surplusOver: false });
});

test("what is in force can be chosen, also where it is none of ours", () => {
  expect(withPresent([1, 3], 2)).toEqual([1, 2, 3]);
  expect(withPresent([1, 3], 3)).toEqual([1, 3]);
});

test("an endpoint has a name, and an address that its channel takes", () => {
  expect(errorsOf({ label: " ", url: "" }, ["https"])).toEqual({ label: "noLabel", url: "noUrl" });
  expect(errorsOf({ label: "a", url: "http://b" }, ["https"])).toEqual({ url: "wrongScheme" });
  expect(errorsOf({ label: "a", url: "HTTPS://b" }, ["https"])).toEqual({});
  expect(schemeList(["a", "b", "c", "d", "e", "f", "g"])).toMatch(/f:\/\/, …$/);
});
