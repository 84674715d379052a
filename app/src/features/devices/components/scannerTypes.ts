export interface LabelScannerProps {
  /** What a QR code says; once for each code that comes into view. */
  readonly onScanned: (text: string) => void;
  /** There is no camera, or it may not be used. */
  readonly onUnavailable: (reason: "noCamera" | "cameraDenied") => void;
}
