import { Unreachable } from "@/api/problems";

/**
 * The mathematics of proofs, which a browser fetches when a password is asked for: most visits need none.
 * Raises Unreachable.
 */
export async function proofs() {
  try {
    return await import("./zeroKnowledge");
  } catch (error) {
    throw new Unreachable(String(error));
  }
}
