/** One piece of the web build: fetched when the first of its screens is shown. */
export { ConfirmScreen } from "./ConfirmScreen";
export { ForgottenPasswordScreen } from "./ForgottenPasswordScreen";
export { ResetPasswordScreen } from "./ResetPasswordScreen";
export { SignUpScreen } from "./SignUpScreen";
