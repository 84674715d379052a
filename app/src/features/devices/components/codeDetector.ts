/** What reads a QR code in the browser's camera. */

export interface CodeDetector {
  detect(video: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

const FORMAT = "qr_code";

/** What some browsers have of it; TypeScript's own types lack it. */
interface DetectorClass {
  new (options: { formats: readonly string[] }): CodeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The browser's own where it reads QR codes; elsewhere ours, loaded once somebody scans. */
export async function codeDetector(): Promise<CodeDetector> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (own !== undefined && (await own.getSupportedFormats()).includes(FORMAT)) {
    return new own({ formats: [FORMAT] });
  }
  const { BarcodeDetector } = await import("qr/decode.js");
  return new BarcodeDetector({ formats: [FORMAT] });
}
