/** FR2.4: all of it, or a failure; what is not for this user is named. */
import { fakeServer, problem, type Routes } from "@/testing/fakeServer";

import { createApi } from "../clients";
import { collectExport, pathOf } from "../queries/accountExport";

const credentials = { accessToken: () => Promise.resolve("t"), renew: () => Promise.resolve() };

function routes(changed: Routes = {}): Routes {
  return {
    "GET /user/export": {
      body: {
        profile: { email: "anna@example.org" },
        elsewhere: [
          { what: "communities", operation: "GET /user/community" },
          { what: "changes", operation: "GET /facility/{facilityId}/audit" },
          { what: "notifications", operation: "GET /notification/export" },
          { what: "new", operation: "GET /new/{newId}" },
        ],
      },
    },
    "GET /user/facility": { body: [{ facilityId: "f1" }, { facilityId: "f2" }] },
    "GET /user/community": ({ path }) =>
      path.includes("cursor=two")
        ? { body: [{ name: "second" }] }
        : {
            body: [{ name: "first" }],
            headers: { Link: '</user/community?cursor=two>; rel="next"' },
          },
    "GET /facility/f1/audit": { body: [] },
    "GET /facility/f2/audit": { status: 403, body: problem("not_owner") },
    "GET /notification/export": { body: { notifications: [1] } },
    ...changed,
  };
}

function collect(changed?: Routes) {
  const fetch = fakeServer(routes(changed)).fetch;
  const shares: number[] = [];
  const api = createApi({ serverUrl: "http://services.test", credentials, fetch });
  return { shares, all: collectExport(api, (share) => shares.push(share)) };
}

test("asks what the account's export names, of every facility and page by page", async () => {
  const { shares, all } = collect();
  const { account, elsewhere } = await all;
  expect(account.profile.email).toBe("anna@example.org");
  expect(elsewhere).toEqual([
    expect.objectContaining({ what: "communities", data: [{ name: "first" }, { name: "second" }] }),
    expect.objectContaining({ facilityId: "f1", data: [] }),
    expect.objectContaining({ facilityId: "f2", notIncluded: "not_owner" }),
    expect.objectContaining({ what: "notifications", data: { notifications: [1] } }),
    expect.objectContaining({ what: "new", notIncluded: "unknown_operation" }),
  ]);
  expect(shares).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
});

test("a part that fails fails the whole: no file passes for complete that is not", async () => {
  const { all } = collect({ "GET /notification/export": { status: 429, body: problem("many") } });
  await expect(all).rejects.toMatchObject({ status: 429 });
});

test("only what is read is asked", () => {
  expect(pathOf({ what: "", operation: "GET /a/{facilityId}", facilityId: "x/y" })).toBe(
    "/a/x%2Fy",
  );
  expect(pathOf({ what: "", operation: "POST /a" })).toBeNull();
  expect(pathOf({ what: "", operation: "GET https://elsewhere.org" })).toBeNull();
});
