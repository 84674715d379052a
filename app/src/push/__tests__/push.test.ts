import { browserName } from "../browserName";
import { uuidOf } from "../installId";
import { pathOf } from "../path";

test("a tap opens the episode; anything else, the inbox", () => {
  expect(pathOf({ path: "/communities/a-1/episodes/b-2" })).toBe("/communities/a-1/episodes/b-2");
  for (const data of [
    null,
    "text",
    {},
    { path: 1 },
    { path: "//elsewhere.example/communities/a" },
  ]) {
    expect(pathOf(data)).toBe("/inbox");
  }
});

test("an installation's id is a random UUID", () => {
  expect(uuidOf(new Uint8Array(16).fill(0xff))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  expect(uuidOf(new Uint8Array(16))).toBe("00000000-0000-4000-8000-000000000000");
});

test("a browser is called as people call it", () => {
  const android =
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";
  expect(browserName(android)).toBe("Chrome, Android");
  expect(browserName(`${android} Edg/140.0`)).toBe("Edge, Android");
  expect(browserName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1")).toBe(
    "Safari, iPhone",
  );
  expect(browserName("curl")).toBe("Browser");
});
