/** FR1.2 and NF11: who sees no password cannot refuse one, so the app does. */
import { passwordProblem } from "../passwordPolicy";

const EMAIL = "Anna.Rossi@example.org";

test.each([
  ["nine char", "password_too_short"],
  ["ten chars!", null],
  ["x".repeat(128), null],
  ["x".repeat(129), "password_too_long"],
  ["1234567890", "password_too_common"],
  ["QWERTYUIOP", "password_too_common"],
  ["anna.rossi@EXAMPLE.org", "password_too_common"],
  ["quattro caffè al sole", null],
])("%s", (password, problem) => {
  expect(passwordProblem(password, EMAIL)).toBe(problem);
});

test("characters count as people see them, in the form that is stretched", () => {
  expect(passwordProblem("🌞".repeat(9), EMAIL)).toBe("password_too_short");
  expect(passwordProblem("🌞".repeat(10), EMAIL)).toBeNull();
  // One character for two letters, which is two in the normal form.
  expect(passwordProblem("ﬁ".repeat(5), EMAIL)).toBeNull();
});
