import { SignUpScreen } from "@/features/account/screens/SignUpScreen";

export default function SignUp() {
  return <SignUpScreen />;
}
