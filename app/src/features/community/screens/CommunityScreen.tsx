import { NotThereYet } from "@/bootstrap/NotThereYet";

export function CommunityScreen({ communityId }: { communityId: string }) {
  return <NotThereYet title={communityId} />;
}
