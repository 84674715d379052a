import { useState } from "react";

import { type FacilityRole } from "@/api/queries/facilities";
import { type Access, useGiveRole, useTakeRole } from "@/api/queries/facilityPeople";
import { problemText, useTexts } from "@/texts";
import {
  Button,
  Column,
  ConfirmDialog,
  Dialog,
  IconButton,
  ListRow,
  RadioList,
  Row,
  useAnnouncer,
} from "@/ui";

const ROLES = ["viewer", "manager", "owner"] as const;

interface PersonRowProps {
  readonly access: Access;
  readonly isMe: boolean;
  readonly mayChange: boolean;
}

/** Who has a role, and for owners the ways to change it or take it away. */
export function PersonRow({ access, isMe, mayChange }: PersonRowProps) {
  const texts = useTexts().facility.people;
  const [asked, setAsked] = useState<"role" | "remove" | null>(null);
  const who = isMe ? texts.you : texts.user(access.userId.slice(0, 8));
  const close = () => setAsked(null);
  return (
    <>
      <ListRow
        icon={isMe ? "star" : "person"}
        title={who}
        subtitle={`${texts.roles[access.role]}: ${texts.roleHints[access.role]}`}
        trailing={
          mayChange && (
            <Row>
              <IconButton
                icon="edit"
                label={texts.changeRole(who)}
                onPress={() => setAsked("role")}
              />
              {!isMe && (
                <IconButton
                  icon="bin"
                  label={texts.takeAway(who)}
                  onPress={() => setAsked("remove")}
                />
              )}
            </Row>
          )
        }
      />
      <Dialog
        visible={asked === "role"}
        title={texts.changeRole(who)}
        onClose={close}
        variant="sheet"
      >
        <RoleChoice access={access} onDone={close} />
      </Dialog>
      <TakeAway access={access} who={who} visible={asked === "remove"} onDone={close} />
    </>
  );
}

function RoleChoice({ access, onDone }: { readonly access: Access; readonly onDone: () => void }) {
  const allTexts = useTexts();
  const texts = allTexts.facility.people;
  const { toast } = useAnnouncer();
  const [role, setRole] = useState<FacilityRole>(access.role);
  const give = useGiveRole(access.facilityId);
  const save = () =>
    give.mutate(
      { userId: access.userId, role },
      {
        onSuccess: () => {
          onDone();
          toast({ text: texts.roleGiven });
        },
        onError: (error) => {
          onDone();
          toast({ tone: "danger", text: problemText(allTexts, error) });
        },
      },
    );
  return (
    <Column gap="m">
      <RoleList role={role} onChange={setRole} />
      <Button
        variant="primary"
        label={allTexts.facility.form.save}
        onPress={save}
        busy={give.isPending}
        wide
      />
    </Column>
  );
}

interface RoleListProps {
  readonly role: FacilityRole;
  readonly onChange: (role: FacilityRole) => void;
}

/** The roles with what each may do. */
export function RoleList({ role, onChange }: RoleListProps) {
  const texts = useTexts().facility.people;
  return (
    <RadioList
      label={texts.role}
      value={role}
      onChange={onChange}
      options={ROLES.map((value) => ({
        value,
        label: texts.roles[value],
        hint: texts.roleHints[value],
      }))}
    />
  );
}

interface TakeAwayProps {
  readonly access: Access;
  readonly who: string;
  readonly visible: boolean;
  readonly onDone: () => void;
}

function TakeAway({ access, who, visible, onDone }: TakeAwayProps) {
  const allTexts = useTexts();
  const texts = allTexts.facility.people;
  const { toast } = useAnnouncer();
  const take = useTakeRole(access.facilityId);
  const confirm = () =>
    take.mutate(access.userId, {
      onSuccess: () => {
        onDone();
        toast({ text: texts.taken });
      },
    });
  return (
    <ConfirmDialog
      visible={visible}
      title={texts.takeAwayTitle}
      text={texts.takeAwayText(who)}
      confirmLabel={texts.takeAwayLabel}
      onConfirm={confirm}
      onCancel={onDone}
      busy={take.isPending}
      error={take.error === null ? undefined : problemText(allTexts, take.error)}
    />
  );
}
