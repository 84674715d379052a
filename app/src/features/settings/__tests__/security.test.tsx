import { fireEvent, screen, waitFor } from "@testing-library/react-native";

import { passkeys } from "@/session/passkeys";
import { PasskeyCancelled } from "@/session/passkeyTypes";
import { fakeServer, problem } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";

import { PasskeysScreen } from "../screens/PasskeysScreen";
import { PasswordScreen } from "../screens/PasswordScreen";
import { SessionsScreen } from "../screens/SessionsScreen";
import { CHALLENGE, press, router, show, START_PROOF, type, WHEN } from "../testing/show";

jest.mock(
  "expo-router",
  () => jest.requireActual<{ expoRouter: object }>("../testing/show").expoRouter,
);

const { settings, accountProblems, generalProblems } = dictionary.en;
const { security } = settings;

beforeEach(() => jest.clearAllMocks());
afterEach(() => jest.restoreAllMocks());

describe("changing the password (FR2.4)", () => {
  const CHANGE = "POST /user/zero-knowledge/change-password";

  async function fill() {
    await screen.findByLabelText(security.present);
    type(security.present, "the present one");
    type(security.chosen, "quattro caffè al sole");
  }

  test("by proof: neither password is sent", async () => {
    const { server } = await show(<PasswordScreen />, {
      [START_PROOF]: { status: 201, body: CHALLENGE },
      [CHANGE]: {},
    });
    await fill();
    press(security.change);
    await waitFor(() => expect(router.back).toHaveBeenCalled());
    const sent = JSON.stringify(server.asked);
    expect(sent).toMatch('"kind":"proof"');
    expect(sent).not.toMatch(/present one|caff/);
  });

  test("an account without a verifier: only when the person says so", async () => {
    const { server } = await show(<PasswordScreen />, {
      [START_PROOF]: { status: 409, body: problem("no_verifier") },
      [CHANGE]: {},
    });
    await fill();
    press(security.change);
    expect(await screen.findByText(security.sendTitle)).toBeTruthy();
    expect(JSON.stringify(server.asked)).not.toMatch("present one");
    press(security.sendAndChange);
    await waitFor(() => expect(router.back).toHaveBeenCalled());
    expect(JSON.stringify(server.asked)).toMatch('"kind":"password","password":"the present one"');
  });

  test("a wrong present password is told at its field", async () => {
    await show(<PasswordScreen />, {
      [START_PROOF]: { status: 201, body: CHALLENGE },
      [CHANGE]: { status: 403, body: problem("wrong_password") },
    });
    await screen.findByLabelText(security.present);
    press(security.change);
    expect(screen.getByText(security.presentMissing)).toBeTruthy();
    await fill();
    press(security.change);
    expect(await screen.findByText(accountProblems.wrong_password)).toBeTruthy();
    expect(screen.getByLabelText(security.present).props["value"]).toBe("the present one");
  });
});

describe("sessions (FR2.4)", () => {
  const here = {
    sessionId: "s1",
    current: true,
    device: "Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0",
    network: "192.0.0.0/16",
    createdAt: WHEN,
    lastUsedAt: WHEN,
  };
  const phone = { ...here, sessionId: "s2", current: false, device: "okhttp/4.12.0" };

  test("this one is marked; another is ended", async () => {
    const { server } = await show(<SessionsScreen />, {
      "GET /user/session": { body: [here, phone] },
      "DELETE /user/session/s2": () => {
        server.set({ "GET /user/session": { body: [here] } });
        return {};
      },
    });
    expect(await screen.findByText("Firefox on Linux")).toBeTruthy();
    expect(screen.getByText(security.thisOne)).toBeTruthy();
    press(security.end);
    expect(await screen.findByText(security.onlyThis)).toBeTruthy();
    expect(screen.queryByText("App on Android")).toBeNull();
  });

  test("all others are ended once that is confirmed", async () => {
    const { server } = await show(<SessionsScreen />, {
      "GET /user/session": { body: [here, phone] },
      "DELETE /user/session": {},
    });
    await screen.findByText("App on Android");
    const ended = () => server.asked.filter(({ method }) => method === "DELETE");
    press(security.endOthers);
    expect(ended()).toEqual([]);
    fireEvent.press(screen.getAllByRole("button", { name: security.endOthers }).at(-1)!);
    await waitFor(() => expect(ended()).toHaveLength(1));
    expect(await screen.findByText(security.endedOthers)).toBeTruthy();
  });

  test("without a network it says so", async () => {
    const server = fakeServer({});
    server.isAway = true;
    await renderScreen(<SessionsScreen />, { server });
    expect(await screen.findByText(generalProblems.unreachable)).toBeTruthy();
  });
});

describe("passkeys (ADR 0020)", () => {
  const passkey = {
    passkeyId: "p1",
    name: "Telefono",
    createdAt: WHEN,
    lastUsedAt: null,
    backedUp: true,
  };
  const started = { challengeId: CHALLENGE.challengeId, publicKey: { challenge: "x" } };
  const credential = { id: "c1", type: "public-key" as const, response: {} as never };

  test("where the device makes none it says where they are made", async () => {
    await show(<PasskeysScreen />, { "GET /user/passkey": { body: [] } });
    expect(await screen.findByText(security.passkeysNone)).toBeTruthy();
    expect(screen.getByText(security.passkeysElsewhere)).toBeTruthy();
  });

  test("one is added; after ten minutes with the password's proof", async () => {
    jest.spyOn(passkeys, "areAvailable").mockReturnValue(true);
    jest.spyOn(passkeys, "create").mockResolvedValue(credential);
    const { server } = await show(<PasskeysScreen />, {
      "GET /user/passkey": { body: [] },
      [START_PROOF]: { status: 201, body: CHALLENGE },
      "POST /user/passkey/start": ({ body }) =>
        "present" in (body as object)
          ? { status: 201, body: started }
          : { status: 403, body: problem("sign_in_again") },
      "POST /user/passkey": () => {
        server.set({ "GET /user/passkey": { body: [passkey] } });
        return { status: 201, body: passkey };
      },
    });
    await screen.findByText(security.passkeysNone);
    press(security.add);
    expect(screen.getByText(security.passkeyNameMissing)).toBeTruthy();
    type(security.passkeyName, "Telefono");
    press(security.add);
    fireEvent.changeText(await screen.findByLabelText(security.present), "the present one");
    press(security.add);
    expect(await screen.findByText(security.added)).toBeTruthy();
    expect(await screen.findByText("Telefono")).toBeTruthy();
    expect(JSON.stringify(server.asked)).not.toMatch("present one");
  });

  test("what the person ends is told, and nothing was added", async () => {
    jest.spyOn(passkeys, "areAvailable").mockReturnValue(true);
    jest.spyOn(passkeys, "create").mockRejectedValue(new PasskeyCancelled());
    await show(<PasskeysScreen />, {
      "GET /user/passkey": { body: [] },
      "POST /user/passkey/start": { status: 201, body: started },
    });
    fireEvent.changeText(await screen.findByLabelText(security.passkeyName), "Telefono");
    press(security.add);
    expect(await screen.findByText(dictionary.en.account.passkeyCancelled)).toBeTruthy();
  });

  test("one is renamed and removed", async () => {
    const { server } = await show(<PasskeysScreen />, {
      "GET /user/passkey": { body: [passkey] },
      "PUT /user/passkey/p1": { body: passkey },
      "DELETE /user/passkey/p1": {},
    });
    expect(await screen.findByText("Telefono")).toBeTruthy();
    press(security.rename("Telefono"));
    type(security.passkeyName, "Cellulare");
    press(security.renameLabel);
    await waitFor(() =>
      expect(server.asked.find(({ method }) => method === "PUT")?.body).toEqual({
        name: "Cellulare",
      }),
    );
    press(security.remove("Telefono"));
    press(security.removeLabel);
    await waitFor(() => expect(server.asked.some(({ method }) => method === "DELETE")).toBe(true));
  });
});
