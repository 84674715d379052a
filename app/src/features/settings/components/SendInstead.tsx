import { Problem } from "@/api/problems";
import { useTexts } from "@/texts";
import { Banner } from "@/ui";

/** Whether the account was made without a verifier, so that its password cannot be proved. */
export function knowsNoProof(error: unknown): boolean {
  return error instanceof Problem && error.code === "no_verifier";
}

/** Asks whether the password may be sent: never done by itself (docs/adr/0019). */
export function SendInstead({ label, onSend }: { label: string; onSend: () => void }) {
  const words = useTexts().settings.security;
  return (
    <Banner
      tone="warn"
      title={words.sendTitle}
      text={words.sendText}
      action={{ label, onPress: onSend }}
    />
  );
}
