import { useEffect, useEffectEvent, useRef } from "react";

import { codeDetector } from "./codeDetector";
import { type LabelScannerProps } from "./scannerTypes";

const EVERY_MS = 250;

/** Whether it is worth offering: on pages that may use a camera. */
export function canScan(): boolean {
  return "mediaDevices" in navigator;
}

/** The browser's camera, looking for a QR code. */
export function LabelScanner({ onScanned, onUnavailable }: LabelScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const scanned = useEffectEvent(onScanned);
  const unavailable = useEffectEvent(onUnavailable);
  useEffect(() => {
    const watched = video.current;
    if (watched === null) return undefined;
    const over = new AbortController();
    look(watched, (text) => scanned(text), over.signal).catch((error: unknown) => {
      const isDenied = error instanceof DOMException && error.name === "NotAllowedError";
      if (!over.signal.aborted) unavailable(isDenied ? "cameraDenied" : "noCamera");
    });
    return () => over.abort();
  }, []);
  return (
    <video ref={video} muted playsInline style={{ width: "100%", borderRadius: 12 }} aria-hidden />
  );
}

/** Looks until it is over. Raises what the browser does where there is no camera to look with. */
async function look(video: HTMLVideoElement, onScanned: (text: string) => void, over: AbortSignal) {
  const isOver = () => over.aborted;
  const camera = { video: { facingMode: "environment" } };
  const stream = await navigator.mediaDevices.getUserMedia(camera);
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  over.addEventListener("abort", stop);
  if (isOver()) stop();
  video.srcObject = stream;
  await video.play();
  const detector = await codeDetector();
  let last = "";
  while (!isOver()) {
    // What is no code yet may be one in the next picture.
    const [code] = await detector.detect(video).catch(() => []);
    if (!isOver() && code !== undefined && code.rawValue !== last) {
      last = code.rawValue;
      onScanned(last);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
