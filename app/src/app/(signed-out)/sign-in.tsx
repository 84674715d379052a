import { useLocalSearchParams } from "expo-router";

import { noteIn } from "@/features/account/logic/signInForm";
import { SignInScreen } from "@/features/account/screens/SignInScreen";

export default function SignIn() {
  const { email, note } = useLocalSearchParams<{ email?: string; note?: string }>();
  return <SignInScreen email={email} note={noteIn(note)} />;
}
