import { dictionary } from "@/texts/dictionary";

import { codeError, codeIn, codeOf, emailError, newPasswordError } from "../logic/accountForms";
import { noteIn } from "../logic/signInForm";

const texts = dictionary.en;

test.each([
  ["", texts.account.emailMissing],
  ["  ", texts.account.emailMissing],
  ["anna", texts.account.emailOdd],
  ["anna@home", texts.account.emailOdd],
  ["an na@example.org", texts.account.emailOdd],
  [" anna@example.org ", undefined],
])("the address %p", (email, error) => {
  expect(emailError(email, texts).email).toBe(error);
});

test("a password is told what it lacks, in the words of the server's codes", () => {
  expect(newPasswordError("short", "a@b.org", texts)).toEqual({
    password: texts.accountProblems.password_too_short,
  });
  expect(newPasswordError("a long password", "a@b.org", texts)).toEqual({});
});

test.each([
  ["123456", "123456"],
  ["123 456", "123456"],
  ["123-456", "123456"],
  ["Your code:\n\n    048213\n\nIt is valid for 10 minutes.", "048213"],
  ["12345", null],
  ["1234567", null],
  ["", null],
])("the code in %p", (text, code) => {
  expect(codeIn(text)).toBe(code);
});

test("of what is typed the digits count, six of them", () => {
  expect(codeOf("12a 34")).toBe("1234");
  expect(codeOf("12345678")).toBe("123456");
  expect(codeError("12345", texts)).toEqual({ code: texts.account.codeIncomplete });
  expect(codeError("123456", texts)).toEqual({});
});

test("a link to signing in says only what the app says", () => {
  expect(noteIn("confirmed")).toBe("confirmed");
  expect(noteIn("you have won")).toBeNull();
  expect(noteIn(undefined)).toBeNull();
});
