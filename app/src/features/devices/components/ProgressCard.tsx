import { useRouter } from "expo-router";
import { useEffect, useEffectEvent, useState } from "react";

import { type AttachedDevice, useDeviceStatus } from "@/api/queries/devices";
import { useFacilityEnergy } from "@/api/queries/facilityEnergy";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Checklist, useAnnouncer } from "@/ui";

import { progressOf } from "../logic/health";

const ASKED_EVERY_MS = 3000;
const LONG_MS = 120_000;

/** How far a device just associated has come; it looks again by itself. */
export function ProgressCard({ device }: { readonly device: AttachedDevice }) {
  const words = useTexts().devices.association;
  // Back from there is where one came from: the form has done its work.
  const { dismissTo } = useRouter();
  const { announce } = useAnnouncer();
  const isLong = useIsLong();
  const status = useDeviceStatus(device.deviceId, ASKED_EVERY_MS);
  const energy = useFacilityEnergy(device.facilityId);
  const { heard, measured } = progressOf(device, status.data ?? null, energy.data?.asOf);
  const askEnergy = useEffectEvent(() => void energy.refetch());
  useEffect(() => {
    if (measured) return undefined;
    const timer = setInterval(() => askEnergy(), ASKED_EVERY_MS);
    return () => clearInterval(timer);
  }, [measured]);
  const said = measured ? words.complete : heard ? words.steps.heard : words.steps.accepted;
  useEffect(() => announce(said), [said, announce]);
  const stateOf = (isDone: boolean) => (isDone ? ("done" as const) : ("open" as const));
  const rest = measured ? words.complete : isLong ? words.waitingLong : words.waiting;
  return (
    <>
      <Card title={words.progress}>
        <Checklist
          items={[
            { label: words.steps.accepted, note: device.deviceId, state: "done" },
            { label: words.steps.heard, state: stateOf(heard) },
            { label: words.steps.measured, state: stateOf(measured) },
          ]}
        />
        <AppText color={measured ? "good" : "textSoft"}>{rest}</AppText>
      </Card>
      <Button
        variant={measured ? "primary" : "secondary"}
        label={words.toFacility}
        onPress={() => dismissTo(`/facilities/${device.facilityId}`)}
        wide
      />
      <Button
        label={words.toStatus}
        onPress={() => dismissTo(`/facilities/${device.facilityId}/device`)}
        wide
      />
    </>
  );
}

function useIsLong(): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return isLong;
}
