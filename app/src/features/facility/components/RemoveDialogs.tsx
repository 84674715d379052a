import { useRouter } from "expo-router";

import { type Facility, useRemoveFacility, useRestoreFacility } from "@/api/queries/facilities";
import { useTakeRole } from "@/api/queries/facilityPeople";
import { useSessionState } from "@/session/SessionProvider";
import { problemText, useTexts } from "@/texts";
import { ConfirmDialog, useAnnouncer } from "@/ui";

interface RemoveDialogProps {
  readonly facility: Facility;
  readonly visible: boolean;
  readonly onClose: () => void;
}

/** Asks before the facility is removed, with what goes with it (FR5.2); can be undone for 30 days. */
export function RemoveDialog({ facility, visible, onClose }: RemoveDialogProps) {
  const allTexts = useTexts();
  const texts = allTexts.facility.membership;
  const router = useRouter();
  const { toast } = useAnnouncer();
  const remove = useRemoveFacility(facility.facilityId);
  const restore = useRestoreFacility();
  const lost = texts.removeConsequences;
  const consequences = [
    ...(facility.device === null ? [] : [lost.device]),
    ...(facility.community === null ? [] : [lost.community(facility.community.name)]),
    lost.users,
    lost.readings,
  ];
  // Pressed when this screen is gone: the promise still tells what came of it.
  const undo = () =>
    void restore.mutateAsync(facility.facilityId).then(
      () => toast({ text: texts.restored(facility.name) }),
      (error: unknown) => toast({ tone: "danger", text: problemText(allTexts, error) }),
    );
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        onClose();
        router.dismissTo("/facilities");
        toast({
          text: texts.removed(facility.name),
          action: { label: texts.undo, onPress: undo },
        });
      },
    });
  return (
    <ConfirmDialog
      visible={visible}
      title={texts.removeTitle}
      text={facility.name}
      consequences={consequences}
      undo={texts.removeUndo}
      confirmLabel={texts.removeLabel}
      onConfirm={confirm}
      onCancel={onClose}
      busy={remove.isPending}
      error={remove.error === null ? undefined : problemText(allTexts, remove.error)}
    />
  );
}

/** Asks before one's own role is given up. */
export function LeaveDialog({ facility, visible, onClose }: RemoveDialogProps) {
  const allTexts = useTexts();
  const texts = allTexts.facility.people;
  const router = useRouter();
  const { toast } = useAnnouncer();
  const userId = useUserId();
  const leave = useTakeRole(facility.facilityId);
  const confirm = () =>
    leave.mutate(userId, {
      onSuccess: () => {
        onClose();
        router.dismissTo("/facilities");
        toast({ text: texts.left });
      },
    });
  return (
    <ConfirmDialog
      visible={visible}
      title={texts.leaveTitle}
      text={texts.leaveText}
      confirmLabel={texts.leaveLabel}
      onConfirm={confirm}
      onCancel={onClose}
      busy={leave.isPending}
      error={leave.error === null ? undefined : problemText(allTexts, leave.error)}
    />
  );
}

/** Who is signed in; the screens behind the sign-in always know. */
export function useUserId(): string {
  const state = useSessionState();
  return state.status === "signed-in" ? state.userId : "";
}
