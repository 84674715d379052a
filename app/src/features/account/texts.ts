import { bilingual } from "@/texts/bilingual";

export const accountTexts = bilingual({
  it: {
    signIn: "Accedi",
    slogan: "Usa l'energia quando la tua comunità la produce.",
    email: "Email",
    password: "Password",
    signingIn: "Accesso in corso…",
    emailMissing: "Scrivi la tua email.",
    passwordMissing: "Scrivi la tua password.",
    createAccount: "Crea un account",
    forgottenPassword: "Password dimenticata?",
    sessionEnded: "La tua sessione è terminata. Accedi di nuovo.",
    notSent: "La tua password non lascia mai questo dispositivo.",
    sendPasswordTitle: "Account creato altrove?",
    sendPasswordText:
      "Se hai creato l'account senza questa app, il server ne conosce la password solo in un altro modo. Puoi accedere inviandola, su una connessione cifrata. Fallo solo se sei sicuro dell'indirizzo.",
    sendPassword: "Invia la password e accedi",
    impostor:
      "Il server non ha dimostrato di conoscere il tuo account. Non inserire la password; riprova da un'altra rete.",
  },
  en: {
    signIn: "Sign in",
    slogan: "Use energy when your community makes it.",
    email: "Email",
    password: "Password",
    signingIn: "Signing in…",
    emailMissing: "Enter your email.",
    passwordMissing: "Enter your password.",
    createAccount: "Create an account",
    forgottenPassword: "Forgotten your password?",
    sessionEnded: "Your session has ended. Sign in again.",
    notSent: "Your password never leaves this device.",
    sendPasswordTitle: "Account created elsewhere?",
    sendPasswordText:
      "If you created the account without this app, the server knows its password in another way only. You can sign in by sending it, over an encrypted connection. Do so only if you are sure of the address.",
    sendPassword: "Send the password and sign in",
    impostor:
      "The server has not proved that it knows your account. Do not enter your password; try from another network.",
  },
});
