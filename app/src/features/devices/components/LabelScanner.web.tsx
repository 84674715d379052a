import { useEffect, useEffectEvent, useRef } from "react";

import { type LabelScannerProps } from "./scannerTypes";

const EVERY_MS = 250;

/** What browsers have of it; TypeScript's own types lack it. */
interface Detector {
  detect(video: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

/** Whether it is worth offering: browsers that read codes themselves, on pages that may use a camera. */
export function canScan(): boolean {
  return detectorClass() !== undefined && "mediaDevices" in navigator;
}

/** The browser's camera, looking for a QR code. */
export function LabelScanner({ onScanned, onUnavailable }: LabelScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const scanned = useEffectEvent(onScanned);
  const unavailable = useEffectEvent(onUnavailable);
  useEffect(() => {
    const watched = video.current;
    const made = detectorClass();
    if (watched === null || made === undefined) {
      unavailable("noCamera");
      return undefined;
    }
    return look(watched, new made({ formats: ["qr_code"] }), {
      onScanned: (text) => scanned(text),
      onUnavailable: (reason) => unavailable(reason),
    });
  }, []);
  return (
    <video ref={video} muted playsInline style={{ width: "100%", borderRadius: 12 }} aria-hidden />
  );
}

/** Looks until the returned function is called. */
function look(video: HTMLVideoElement, detector: Detector, listener: LabelScannerProps) {
  let stream: MediaStream | null = null;
  let last = "";
  let isOver = false;
  const start = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (isOver) return stop();
    video.srcObject = stream;
    await video.play();
  };
  const stop = () => stream?.getTracks().forEach((track) => track.stop());
  const timer = setInterval(() => {
    if (video.readyState < HTMLMediaElement.HAVE_ENOUGH_DATA) return;
    detector.detect(video).then(
      ([code]) => {
        if (isOver || code === undefined || code.rawValue === last) return;
        last = code.rawValue;
        listener.onScanned(last);
      },
      () => undefined, // the next picture may be better
    );
  }, EVERY_MS);
  start().catch((error: unknown) => {
    const isDenied = error instanceof DOMException && error.name === "NotAllowedError";
    if (!isOver) listener.onUnavailable(isDenied ? "cameraDenied" : "noCamera");
  });
  return () => {
    isOver = true;
    clearInterval(timer);
    stop();
  };
}
