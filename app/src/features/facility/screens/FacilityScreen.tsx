import { NotThereYet } from "@/bootstrap/NotThereYet";

export function FacilityScreen({ facilityId }: { facilityId: string }) {
  return <NotThereYet title={facilityId} />;
}
