import { fireEvent, screen, waitFor } from "@testing-library/react-native";

import { forgetSignUp, keepSignUp, keptSignUp } from "@/session/pendingSignUp";
import { fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";

import { ConfirmScreen } from "../screens/ConfirmScreen";
import { ForgottenPasswordScreen } from "../screens/ForgottenPasswordScreen";
import { ResetPasswordScreen } from "../screens/ResetPasswordScreen";
import { SignInScreen } from "../screens/SignInScreen";
import { SignUpScreen } from "../screens/SignUpScreen";

const mockRouter = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  dismissTo: jest.fn(),
  canGoBack: () => false,
};
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));
const mockClipboard = jest.fn(() => Promise.resolve(""));
jest.mock("expo-clipboard", () => ({ getStringAsync: () => mockClipboard() }));

const { account, accountProblems, generalProblems } = dictionary.en;
const EMAIL = "anna@example.org";
const PASSWORD = "quattro caffè al sole";

beforeEach(async () => {
  jest.clearAllMocks();
  await forgetSignUp();
});

function type(label: string | RegExp, text: string) {
  fireEvent.changeText(screen.getByLabelText(label), text);
}

function press(name: string) {
  fireEvent.press(screen.getByRole("button", { name }));
}

function asked(server: ReturnType<typeof fakeServer>, path: string) {
  return server.asked.filter((one) => one.path === path);
}

describe("signing up (FR1.1, FR1.2)", () => {
  const UP = "POST /user/zero-knowledge/sign-up";

  async function signUp(routes: Routes) {
    const server = fakeServer(routes);
    await renderScreen(<SignUpScreen />, { server });
    await screen.findByLabelText(account.email);
    return server;
  }

  test("sends a verifier in place of the password, and leads to the code", async () => {
    const server = await signUp({ [UP]: { status: 202, body: { signUpId: "s1" } } });
    type(account.email, ` ${EMAIL} `);
    type(account.password, PASSWORD);
    type(/^Name/, "Anna");
    press(account.create);
    await waitFor(() =>
      expect(mockRouter.push).toHaveBeenCalledWith({
        pathname: "/confirm",
        params: { email: EMAIL },
      }),
    );
    const [sent] = server.asked;
    expect(sent?.body).toMatchObject({ email: EMAIL, name: "Anna", locale: "en" });
    expect(Object.keys(sent?.body as object)).toEqual(
      expect.arrayContaining(["suite", "salt", "verifier", "timeZone"]),
    );
    expect(JSON.stringify(sent)).not.toMatch("caff");
    expect(await keptSignUp()).toMatchObject({ email: EMAIL, signUpId: "s1" });
  });

  test("tells at each field what is wrong before anything is sent", async () => {
    const server = await signUp({});
    press(account.create);
    expect(screen.getByText(account.emailMissing)).toBeTruthy();
    expect(screen.getByText(accountProblems.password_too_short)).toBeTruthy();
    type(account.email, EMAIL);
    expect(screen.queryByText(account.emailMissing)).toBeNull();
    type(account.password, "1234567890");
    press(account.create);
    expect(screen.getByText(accountProblems.password_too_common)).toBeTruthy();
    expect(server.asked).toEqual([]);
  });

  test("puts the server's refusals at their fields, and keeps what was typed", async () => {
    const field = { field: "email", code: "invalid_email", message: "" };
    await signUp({ [UP]: { status: 400, body: problem("invalid_request", [field]) } });
    type(account.email, EMAIL);
    type(account.password, PASSWORD);
    press(account.create);
    expect(await screen.findByText(accountProblems.invalid_email)).toBeTruthy();
    expect(screen.getByLabelText(account.password).props["value"]).toBe(PASSWORD);
  });

  test("says so when nobody answers, and how long to wait when asked too often", async () => {
    const server = await signUp({});
    server.isAway = true;
    type(account.email, EMAIL);
    type(account.password, PASSWORD);
    press(account.create);
    expect(await screen.findByText(generalProblems.unreachable)).toBeTruthy();
    server.isAway = false;
    const headers = { "Retry-After": "1800" };
    server.set({ [UP]: { status: 429, body: problem("too_many_codes"), headers } });
    press(account.create);
    expect(await screen.findByText(/too many mails.*30.min/)).toBeTruthy();
  });
});

describe("confirming (FR1.3)", () => {
  const pending = { email: EMAIL, signUpId: "s1", askedAt: Date.now() };

  test("signs in with what was just typed", async () => {
    await keepSignUp(pending, PASSWORD);
    const server = fakeServer({ "POST /user/confirm": { body: { userId: "u" } } });
    const { session } = await renderScreen(<ConfirmScreen email={EMAIL} />, { server });
    const signIn = jest.spyOn(session, "signInByProof").mockResolvedValue();
    fireEvent.changeText(await screen.findByLabelText(account.code), "123 456");
    press(account.confirm);
    await waitFor(() => expect(signIn).toHaveBeenCalledWith(EMAIL, PASSWORD));
    expect(server.asked[0]?.body).toEqual({ email: EMAIL, code: "123456", signUpId: "s1" });
    expect(await keptSignUp()).toBeNull();
  });

  test("after a restart of the app leads to signing in, with the address", async () => {
    await keepSignUp(pending, PASSWORD);
    await keepSignUp({ ...pending, email: "other@example.org" }, "typed by another");
    const server = fakeServer({ "POST /user/confirm": { body: { userId: "u" } } });
    const { session } = await renderScreen(<ConfirmScreen code="123456" />, { server });
    jest.spyOn(session, "signInByProof").mockRejectedValue(new Error("not this one"));
    await screen.findByLabelText(account.code);
    press(account.confirm);
    await waitFor(() =>
      expect(mockRouter.replace).toHaveBeenCalledWith({
        pathname: "/sign-in",
        params: { email: "other@example.org", note: "confirmed" },
      }),
    );
  });

  test("a wrong code is told, and the code stays", async () => {
    await keepSignUp(pending, PASSWORD);
    const refusal = { status: 400, body: problem("wrong_code") };
    await renderScreen(<ConfirmScreen />, {
      server: fakeServer({ "POST /user/confirm": refusal }),
    });
    fireEvent.changeText(await screen.findByLabelText(account.code), "1234");
    press(account.confirm);
    expect(screen.getByText(account.codeIncomplete)).toBeTruthy();
    type(account.code, "123456");
    press(account.confirm);
    expect(await screen.findByText(accountProblems.wrong_code)).toBeTruthy();
    expect(screen.getByLabelText(account.code).props["value"]).toBe("123456");
  });

  test("a code is pasted out of the whole mail", async () => {
    await keepSignUp(pending, PASSWORD);
    await renderScreen(<ConfirmScreen />, { server: fakeServer({}) });
    await screen.findByLabelText(account.code);
    press(account.paste);
    expect(await screen.findByText(account.nothingToPaste)).toBeTruthy();
    mockClipboard.mockResolvedValueOnce("Your Meriggio code is 048213.");
    press(account.paste);
    await waitFor(() => expect(screen.getByLabelText(account.code).props["value"]).toBe("048213"));
  });

  test("a new code can be asked for once the last mail is half a minute old", async () => {
    await keepSignUp({ ...pending, askedAt: Date.now() - 60_000 }, PASSWORD);
    const server = fakeServer({
      "POST /user/resend": { status: 202, body: { status: "confirmation_sent" } },
    });
    await renderScreen(<ConfirmScreen />, { server });
    fireEvent.press(await screen.findByRole("button", { name: account.resend }));
    await waitFor(() => expect(asked(server, "/user/resend")).toHaveLength(1));
    const waiting = await screen.findByRole("button", { name: /New code in/ });
    fireEvent.press(waiting);
    expect(asked(server, "/user/resend")).toHaveLength(1);
  });

  test("without a sign-up of this device it says what to do", async () => {
    await renderScreen(<ConfirmScreen email={EMAIL} code="123456" />, { server: fakeServer({}) });
    expect(await screen.findByText(account.noSignUpTitle)).toBeTruthy();
    press(account.createAccount);
    expect(mockRouter.replace).toHaveBeenCalledWith({
      pathname: "/sign-up",
      params: { email: EMAIL },
    });
  });
});

describe("forgotten password (FR2.4)", () => {
  test("asks for a code, the same for every address", async () => {
    const server = fakeServer({ "POST /user/forgotten-password": { status: 202, body: {} } });
    await renderScreen(<ForgottenPasswordScreen />, { server });
    await screen.findByLabelText(account.email);
    press(account.sendCode);
    expect(screen.getByText(account.emailMissing)).toBeTruthy();
    type(account.email, EMAIL);
    press(account.sendCode);
    await waitFor(() =>
      expect(mockRouter.push).toHaveBeenCalledWith({
        pathname: "/reset-password",
        params: { email: EMAIL, sent: "1" },
      }),
    );
  });

  test("a new password is chosen by its verifier, and signs in", async () => {
    const server = fakeServer({ "POST /user/zero-knowledge/reset-password": {} });
    const { session } = await renderScreen(<ResetPasswordScreen email={EMAIL} />, { server });
    const signIn = jest.spyOn(session, "signInByProof").mockResolvedValue();
    await screen.findByLabelText(account.code);
    press(account.reset);
    expect(screen.getByText(account.codeIncomplete)).toBeTruthy();
    expect(server.asked).toEqual([]);
    type(account.code, "123456");
    type(account.newPassword, PASSWORD);
    press(account.reset);
    await waitFor(() => expect(signIn).toHaveBeenCalledWith(EMAIL, PASSWORD));
    expect(server.asked[0]?.body).toMatchObject({ email: EMAIL, code: "123456" });
    expect(JSON.stringify(server.asked)).not.toMatch("caff");
  });

  test("where the new password does not sign in by itself, the person is led to", async () => {
    const server = fakeServer({ "POST /user/zero-knowledge/reset-password": {} });
    await renderScreen(<ResetPasswordScreen email={EMAIL} code="123456" />, { server });
    fireEvent.changeText(await screen.findByLabelText(account.newPassword), PASSWORD);
    press(account.reset);
    await waitFor(() =>
      expect(mockRouter.replace).toHaveBeenCalledWith({
        pathname: "/sign-in",
        params: { email: EMAIL, note: "wasReset" },
      }),
    );
  });
});

describe("signing in (FR2.1, FR2.2)", () => {
  test("says what was done before, and leads to what is missing", async () => {
    await keepSignUp({ email: EMAIL, signUpId: "s1", askedAt: Date.now() }, PASSWORD);
    await renderScreen(<SignInScreen email={EMAIL} />, { server: fakeServer({}) });
    fireEvent.press(await screen.findByRole("button", { name: account.enterCode }));
    expect(mockRouter.push).toHaveBeenCalledWith({
      pathname: "/confirm",
      params: { email: EMAIL },
    });
    expect(screen.getByLabelText(account.email).props["value"]).toBe(EMAIL);
  });

  test("offers to send the password only after the proof was refused", async () => {
    const refusal = { status: 401, body: problem("wrong_credentials") };
    const server = fakeServer({ "POST /user/zero-knowledge/sign-in/start": refusal });
    await renderScreen(<SignInScreen note="confirmed" />, { server });
    expect(await screen.findByText(account.confirmed)).toBeTruthy();
    press(account.signIn);
    expect(screen.getByText(account.emailMissing)).toBeTruthy();
    expect(screen.queryByText(account.sendPasswordTitle)).toBeNull();
    type(account.email, EMAIL);
    type(account.password, PASSWORD);
    press(account.signIn);
    expect(await screen.findByText(account.sendPasswordTitle)).toBeTruthy();
    expect(asked(server, "/user/sign-in")).toEqual([]);
  });
});
