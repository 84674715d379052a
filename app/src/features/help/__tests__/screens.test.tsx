import { fireEvent, screen } from "@testing-library/react-native";

import { fakeServer } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";

import { AboutScreen, PrivacyScreen } from "../screens/AboutScreen";
import { GlossaryScreen } from "../screens/GlossaryScreen";
import { HelpScreen } from "../screens/HelpScreen";
import { LicencesScreen } from "../screens/LicencesScreen";

const mockRouter = { push: jest.fn(), replace: jest.fn(), back: jest.fn(), canGoBack: () => false };
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));
jest.mock("@/api/server", () => ({ serverUrl: () => "https://rec.example.org" }));

const words = dictionary.en.help;
const nobody = { server: fakeServer({}) };

it("answers behind their questions", async () => {
  await renderScreen(<HelpScreen />, nobody);
  const { question, answer } = words.topics.live.topics.gaps;
  await screen.findByText(question);
  expect(screen.queryByText(answer)).toBeNull();
  fireEvent.press(screen.getByText(question));
  expect(screen.getByText(answer)).toBeTruthy();
});

it("finds questions and words, or says that there are none and how to go on", async () => {
  await renderScreen(<HelpScreen />, nobody);
  fireEvent.changeText(await screen.findByLabelText(words.search), "substation");
  expect(screen.getByText(words.terms.primarySubstation.term)).toBeTruthy();
  expect(screen.queryByText(words.topics.account.topics.code.question)).toBeNull();
  fireEvent.changeText(screen.getByLabelText(words.search), "xyzzy");
  fireEvent.press(screen.getByText(words.all));
  expect(screen.getByText(words.topics.account.topics.code.question)).toBeTruthy();
});

it("leads to the glossary and to what becomes of one's data", async () => {
  await renderScreen(<HelpScreen />, nobody);
  fireEvent.press(await screen.findByText(words.glossary));
  fireEvent.press(screen.getByText(words.about.title));
  expect(mockRouter.push.mock.calls).toEqual([["/help/glossary"], ["/help/about"]]);
});

it("explains the words with what they are in the other language", async () => {
  await renderScreen(<GlossaryScreen />, { ...nobody, language: "it" });
  const italian = dictionary.it.help;
  await screen.findByText("Referente");
  expect(screen.getByText(italian.inOther("Representative"))).toBeTruthy();
  fireEvent.changeText(screen.getByLabelText(italian.search), "xyzzy");
  expect(screen.getByText(italian.nothingTitle)).toBeTruthy();
});

it("says what is known of the reader, also to who has no account", async () => {
  await renderScreen(<PrivacyScreen />, nobody);
  expect(await screen.findByText(words.about.parts.notKnown.text)).toBeTruthy();
});

it("names the licence, and the way to those of others", async () => {
  await renderScreen(<AboutScreen />, nobody);
  expect(await screen.findByText("Apache-2.0")).toBeTruthy();
  expect(screen.getByText("https://rec.example.org")).toBeTruthy();
  fireEvent.press(screen.getByText(words.about.licences));
  expect(mockRouter.push).toHaveBeenCalledWith("/help/licences");
});

it("names whose packages the app is made of", async () => {
  await renderScreen(<LicencesScreen />, nobody);
  expect(await screen.findByText("react-native")).toBeTruthy();
});
