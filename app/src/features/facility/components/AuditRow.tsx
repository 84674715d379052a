import { type AuditEntry } from "@/api/queries/facilities";
import { type Texts, useTexts } from "@/texts";
import { AppText, Column, Icon, type IconName, Row, useFormats } from "@/ui";
import { type Formats } from "@/formats";

import {
  communityStepOf,
  deviceOf,
  type Difference,
  differencesOf,
  type RoleChange,
  roleChangesOf,
} from "../logic/audit";
import { useUserId } from "./RemoveDialogs";

const ICONS: Partial<Record<AuditEntry["action"], IconName>> = {
  create_facility: "plus",
  change_facility: "edit",
  remove_facility: "bin",
  restore_facility: "refresh",
  attach_device: "device",
  detach_device: "device",
  join_community: "community",
  leave_community: "community",
};

/** One change: what, when, by whom, and what it was before. */
export function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts();
  const formats = useFormats();
  const me = useUserId();
  const { people, audit } = texts.facility;
  const nameOf = (userId: string) => (userId === me ? people.you : people.user(userId.slice(0, 8)));
  const by = entry.by === null ? people.system : nameOf(entry.by);
  const step = entry.action.endsWith("_community") ? communityStepOf(entry) : null;
  const title = step === null ? audit.actions[entry.action] : audit.communitySteps[step];
  const device = entry.action.endsWith("_device") ? deviceOf(entry) : null;
  const lines = [
    ...(device === null ? [] : [device]),
    ...differencesOf(entry).map((difference) => differenceText(difference, texts, formats)),
    ...roleChangesOf(entry).map((change) => roleText(change, nameOf(change.userId), texts)),
  ];
  return (
    <Row gap="m" padding="l" align="flex-start">
      <Icon name={ICONS[entry.action] ?? "person"} color="accent" />
      <Column gap="xs" grow>
        <AppText variant="label">{title}</AppText>
        {lines.map((line) => (
          <AppText key={line} variant="small" color="textSoft">
            {line}
          </AppText>
        ))}
        <AppText variant="small" color="textMuted">
          {`${formats.dayTime(entry.at)} · ${by}`}
        </AppText>
      </Column>
    </Row>
  );
}

function differenceText({ field, before, after }: Difference, texts: Texts, formats: Formats) {
  const { people, audit } = texts.facility;
  const words = (value: unknown) => valueText(field, value, texts, formats);
  return people.changedFrom(audit.fields[field], words(before), words(after));
}

/** A value in the reader's words. */
function valueText(
  field: Difference["field"],
  value: unknown,
  texts: Texts,
  formats: Formats,
): string {
  const { people, form } = texts.facility;
  if (typeof value === "boolean") return value ? people.yes : people.no;
  if (typeof value === "number") {
    if (field === "maxConsumptionW" || field === "maxProductionW") return formats.watts(value);
    return field === "transformationConstant" ? formats.number(value) : formats.percent(value);
  }
  if (typeof value !== "string") return people.none;
  const words: Readonly<Record<string, string>> = {
    ...form.types,
    ...form.owners,
    ...form.sources,
  };
  return words[value] ?? value;
}

function roleText({ before, after }: RoleChange, who: string, texts: Texts): string {
  const { people } = texts.facility;
  const roles: Readonly<Record<string, string>> = people.roles;
  const words = (role: string | null) => (role === null ? people.none : (roles[role] ?? role));
  return people.changedFrom(who, words(before), words(after));
}
