/** What is asked for before somebody is signed in (FR1, FR2.4). */
import { useMutation } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";

export function useConfirm() {
  const api = useApi();
  return useMutation({
    mutationFn: (body: { email: string; code: string; signUpId: string }) =>
      answer(api.user.POST("/user/confirm", { body })),
  });
}

/** A new code, which replaces the older one (FR1.3). */
export function useResend() {
  const api = useApi();
  return useMutation({
    mutationFn: (email: string) => answer(api.user.POST("/user/resend", { body: { email } })),
  });
}

export function useForgottenPassword() {
  const api = useApi();
  return useMutation({
    mutationFn: (email: string) =>
      answer(api.user.POST("/user/forgotten-password", { body: { email } })),
  });
}
