import { CameraView, useCameraPermissions } from "expo-camera";
import { useEffect, useEffectEvent, useRef } from "react";
import { StyleSheet, View } from "react-native";

import { type LabelScannerProps } from "./scannerTypes";

/** Whether it is worth offering. */
export function canScan(): boolean {
  return true;
}

/** The phone's camera, looking for a QR code. */
export function LabelScanner({ onScanned, onUnavailable }: LabelScannerProps) {
  const [permission, ask] = useCameraPermissions();
  const last = useRef<string | null>(null);
  const denied = useEffectEvent(() => onUnavailable("cameraDenied"));
  const isGranted = permission?.granted === true;
  useEffect(() => {
    if (permission === null || permission.granted) return;
    if (!permission.canAskAgain) denied();
    else void ask().then((answer) => !answer.granted && denied());
  }, [permission, ask]);
  if (!isGranted) return null;
  const scanned = ({ data }: { readonly data: string }) => {
    if (data === last.current) return;
    last.current = data;
    onScanned(data);
  };
  return (
    <View style={styles.frame}>
      <CameraView
        style={StyleSheet.absoluteFill}
        barcodeScannerSettings={{ barcodeTypes: ["qr"] }}
        onBarcodeScanned={scanned}
        onMountError={() => onUnavailable("noCamera")}
      />
    </View>
  );
}

const styles = StyleSheet.create({
  frame: { width: "100%", aspectRatio: 1, borderRadius: 12, overflow: "hidden" },
});
