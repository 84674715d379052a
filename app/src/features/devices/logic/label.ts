/** What stands on a device's label, as it is typed or scanned. */

export interface Label {
  readonly deviceId: string;
  readonly proof: string;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const PROOF_LENGTH = 11;

/**
 * The label of what a QR code says: a link with `id` and `code`, or id and code apart by a space, a
 * tab, a line or a semicolon, as the operator prints them. Null when it is no label.
 */
export function labelIn(scanned: string): Label | null {
  const text = scanned.trim();
  const [deviceId = "", proof = ""] = text.includes("?") ? ofLink(text) : text.split(/[\s;]+/);
  return ID.test(deviceId) ? { deviceId, proof } : null;
}

function ofLink(link: string): readonly string[] {
  const value = (name: string) => {
    const found = new RegExp(`[?&]${name}=([^&#]*)`).exec(link)?.[1];
    try {
      return decodeURIComponent(found ?? "");
    } catch {
      return "";
    }
  };
  return [value("id"), value("code")];
}

export interface LabelErrors {
  readonly deviceId?: "noId" | "wrongId";
  readonly proof?: "shortProof";
}

/** Whether a label is needed decides the operator: an empty code is sent as none. */
export function errorsOf({ deviceId, proof }: Label): LabelErrors {
  const id = deviceId.trim();
  const written = proof.replace(/[\s-]/g, "");
  return {
    ...(id === ""
      ? { deviceId: "noId" as const }
      : !ID.test(id) && { deviceId: "wrongId" as const }),
    ...(written !== "" && written.length !== PROOF_LENGTH && { proof: "shortProof" }),
  };
}
