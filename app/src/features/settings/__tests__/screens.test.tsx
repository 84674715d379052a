import { fireEvent, screen, waitFor } from "@testing-library/react-native";

import { fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";

import { ActivityScreen } from "../screens/ActivityScreen";
import { DataExportScreen } from "../screens/DataExportScreen";
import { DeleteAccountScreen } from "../screens/DeleteAccountScreen";
import { MoreScreen } from "../screens/MoreScreen";
import { ProfileScreen } from "../screens/ProfileScreen";
import { CHALLENGE, EMAIL, press, PROFILE, router, show, START_PROOF, WHEN } from "../testing/show";

jest.mock(
  "expo-router",
  () => jest.requireActual<{ expoRouter: object }>("../testing/show").expoRouter,
);
const mockSave = jest.fn<Promise<void>, [{ name: string; content: string }]>(() =>
  Promise.resolve(),
);
jest.mock("@/files", () => ({
  ...jest.requireActual<object>("../../../files/savedFile"),
  saveFile: (file: { name: string; content: string }) => mockSave(file),
}));

const { settings, accountProblems, common } = dictionary.en;
const { security, profile: profileWords, data: dataWords, hub, appearance } = settings;

beforeEach(() => jest.clearAllMocks());
afterEach(() => jest.restoreAllMocks());

describe("more", () => {
  test("leads everywhere, and offers themes, languages and signing out (FR2.3)", async () => {
    const { session } = await show(<MoreScreen />);
    const signOut = jest.spyOn(session, "signOut").mockResolvedValue();
    expect(await screen.findByText("Anna")).toBeTruthy();
    fireEvent.press(screen.getByText(hub.sessions));
    expect(router.push).toHaveBeenCalledWith("/settings/sessions");
    fireEvent.press(screen.getAllByText(appearance.italian)[0]!);
    expect(await screen.findByText(dictionary.it.settings.hub.sessions)).toBeTruthy();
    press(dictionary.it.settings.hub.signOut);
    fireEvent.press(
      screen.getAllByRole("button", { name: dictionary.it.settings.hub.signOut }).at(-1)!,
    );
    expect(signOut).toHaveBeenCalled();
  });

  test("is there without a network", async () => {
    const server = fakeServer({});
    server.isAway = true;
    await renderScreen(<MoreScreen />, { server });
    expect(await screen.findByText(hub.profile)).toBeTruthy();
    expect(screen.getByText(hub.signOut)).toBeTruthy();
  });
});

describe("profile", () => {
  test("what was changed is sent, and said", async () => {
    const { server } = await show(<ProfileScreen />, {
      "PUT /user/profile": ({ body }) => ({ body: { ...PROFILE, ...(body as object) } }),
    });
    fireEvent.changeText(await screen.findByLabelText(/^Name/), " Anna Rossi ");
    fireEvent.press(screen.getByText(profileWords.english));
    press(profileWords.save);
    await waitFor(() => expect(router.back).toHaveBeenCalled());
    expect(server.asked.at(-1)?.body).toEqual({
      name: "Anna Rossi",
      locale: "en",
      timeZone: "Europe/Rome",
    });
    expect(screen.getByText(profileWords.saved)).toBeTruthy();
  });

  test("a refused name is told at its field", async () => {
    const field = { field: "name", code: "invalid_name", message: "" };
    await show(<ProfileScreen />, {
      "PUT /user/profile": { status: 400, body: problem("invalid_request", [field]) },
    });
    fireEvent.changeText(await screen.findByLabelText(/^Name/), "A\u0007");
    press(profileWords.save);
    expect(await screen.findByText(accountProblems.invalid_name)).toBeTruthy();
    expect(router.back).not.toHaveBeenCalled();
  });

  test("a failure is told, and can be tried again", async () => {
    const { server } = await show(<ProfileScreen />, { "GET /user/profile": { status: 503 } });
    expect(await screen.findByText(common.cannotLoad)).toBeTruthy();
    server.set({ "GET /user/profile": { body: PROFILE } });
    press("Try again");
    expect(await screen.findByText(EMAIL)).toBeTruthy();
  });
});

describe("activity", () => {
  test("in words, newest first; nothing yet is said too", async () => {
    const event = { occurredAt: WHEN, device: "curl/8", network: "", sessionId: null };
    const { server, queryClient } = await show(<ActivityScreen />, {
      "GET /user/security-event": { body: [{ ...event, kind: "sign_in_failed" }] },
    });
    expect(await screen.findByText(security.kinds.sign_in_failed)).toBeTruthy();
    expect(screen.getByText(/curl\/8/)).toBeTruthy();
    server.set({ "GET /user/security-event": { body: [] } });
    await queryClient.invalidateQueries();
    expect(await screen.findByText(security.activityNone)).toBeTruthy();
  });
});

describe("one's data (FR2.4)", () => {
  const exported = { exportedAt: WHEN, profile: PROFILE, elsewhere: [] };

  test("is saved as one file", async () => {
    await show(<DataExportScreen />, {
      "GET /user/export": { body: exported },
      "GET /user/facility": { body: [] },
    });
    fireEvent.press(await screen.findByRole("button", { name: dataWords.export }));
    await waitFor(() => expect(mockSave).toHaveBeenCalledTimes(1));
    const file = mockSave.mock.calls[0]![0];
    expect(file.name).toBe("meriggio-2026-11-01.json");
    expect(JSON.parse(file.content)).toMatchObject({ account: { profile: { email: EMAIL } } });
  });

  test("asked for too often, it says how long to wait, and saves nothing", async () => {
    const headers = { "Retry-After": "600" };
    await show(<DataExportScreen />, {
      "GET /user/export": { status: 429, body: problem("too_many_tries"), headers },
    });
    fireEvent.press(await screen.findByRole("button", { name: dataWords.export }));
    expect(await screen.findByText(/Too many attempts.*10.min/)).toBeTruthy();
    expect(mockSave).not.toHaveBeenCalled();
  });
});

describe("deleting the account (FR2.4)", () => {
  const DELETE = "POST /user/zero-knowledge/delete-account";
  const routes: Routes = {
    "GET /user/community": { body: [] },
    [START_PROOF]: { status: 201, body: CHALLENGE },
  };

  async function ask() {
    fireEvent.changeText(await screen.findByLabelText(dataWords.password), "the present one");
    press(dataWords.continue);
    const remove = screen.getByRole("button", { name: dataWords.delete });
    fireEvent.press(remove);
    fireEvent.changeText(screen.getByLabelText(new RegExp(EMAIL)), EMAIL);
    fireEvent.press(remove);
  }

  test("takes the address typed and the password proved, and signs out", async () => {
    const { server, session } = await show(<DeleteAccountScreen />, { ...routes, [DELETE]: {} });
    const signOut = jest.spyOn(session, "signOut").mockResolvedValue();
    await screen.findByLabelText(dataWords.password);
    press(dataWords.continue);
    expect(screen.getByText(dataWords.passwordMissing)).toBeTruthy();
    await ask();
    await waitFor(() => expect(signOut).toHaveBeenCalled());
    const sent = server.asked.filter(({ path }) => path.endsWith("delete-account"));
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(server.asked)).not.toMatch("present one");
  });

  test("a wrong password is told, and nobody is signed out", async () => {
    const { session } = await show(<DeleteAccountScreen />, {
      ...routes,
      [DELETE]: { status: 403, body: problem("wrong_password") },
    });
    const signOut = jest.spyOn(session, "signOut").mockResolvedValue();
    await ask();
    expect(await screen.findByText(accountProblems.wrong_password)).toBeTruthy();
    expect(signOut).not.toHaveBeenCalled();
  });
});
