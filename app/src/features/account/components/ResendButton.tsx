import { Problem } from "@/api/problems";
import { useTexts } from "@/texts";
import { Banner, Button, Column, useAnnouncer } from "@/ui";
import { useAttempt } from "@/view/useAttempt";

import { useCountdown } from "./useCountdown";

/** The services mail one address at most once in this time. */
const BETWEEN_MAILS_S = 30;

interface ResendButtonProps {
  readonly onResend: () => Promise<unknown>;
  /** Whether a mail has just gone out. */
  readonly hasJustSent: boolean;
  readonly disabled: boolean;
}

/** FR1.3: another code, as soon as one may be asked for. */
export function ResendButton({ onResend, hasJustSent, disabled }: ResendButtonProps) {
  const words = useTexts().account;
  const { toast } = useAnnouncer();
  const { leftS, start } = useCountdown(hasJustSent ? BETWEEN_MAILS_S : 0);
  const { attempt, isBusy, failure } = useAttempt();
  const resend = async () => {
    try {
      await onResend();
    } catch (error) {
      if (error instanceof Problem && error.retryAfterS > 0) start(error.retryAfterS);
      throw error;
    }
    start(BETWEEN_MAILS_S);
    toast({ text: words.resent, tone: "good" });
  };
  return (
    <Column gap="s">
      {failure !== null && <Banner tone="warn" text={failure} />}
      <Button
        wide
        icon="mail"
        label={leftS > 0 ? words.resendIn(leftS) : words.resend}
        busy={isBusy}
        busyLabel={words.sendingCode}
        disabled={disabled || leftS > 0}
        onPress={() => void attempt(resend)}
      />
    </Column>
  );
}
