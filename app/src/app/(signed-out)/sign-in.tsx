import { SignInScreen } from "@/features/account/screens/SignInScreen";

export default function SignIn() {
  return <SignInScreen />;
}
