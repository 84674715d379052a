import { type ExpoConfig } from "expo/config";

import { version } from "./package.json";

declare const process: { readonly env: Readonly<Partial<Record<string, string>>> };

const PERMISSIONS_OF_LIBRARIES_WE_DO_NOT_NEED = [
  "android.permission.SYSTEM_ALERT_WINDOW",
  "android.permission.READ_EXTERNAL_STORAGE",
  "android.permission.WRITE_EXTERNAL_STORAGE",
  "android.permission.RECORD_AUDIO",
];

/** 1.2.3 becomes 10203: grows with every version, as the stores want. */
function versionCode(semver: string): number {
  const [major = 0, minor = 0, patch = 0] = semver.split(".").map(Number);
  return (major * 100 + minor) * 100 + patch;
}

const given = process.env;
// Firebase's file for push; a build without it works, but for push.
const googleServicesFile = given["MERIGGIO_GOOGLE_SERVICES"];

const config: ExpoConfig = {
  name: "Meriggio",
  slug: "meriggio",
  version,
  scheme: "meriggio",
  orientation: "default",
  userInterfaceStyle: "automatic",
  backgroundColor: "#0D0D0D",
  // Drawn from assets/mark.svg by scripts/app_icons.py.
  icon: "./assets/icon.png",
  android: {
    adaptiveIcon: {
      foregroundImage: "./assets/adaptive-foreground.png",
      monochromeImage: "./assets/adaptive-monochrome.png",
      backgroundColor: "#0D0D0D",
    },
    package: "org.meriggio.app",
    ...(googleServicesFile === undefined ? {} : { googleServicesFile }),
    versionCode: versionCode(version),
    permissions: ["android.permission.CAMERA", "android.permission.POST_NOTIFICATIONS"],
    blockedPermissions: PERMISSIONS_OF_LIBRARIES_WE_DO_NOT_NEED,
    allowBackup: false,
  },
  ios: {
    bundleIdentifier: "org.meriggio.app",
    buildNumber: String(versionCode(version)),
    supportsTablet: true,
    config: { usesNonExemptEncryption: false },
  },
  // Phones have no origin of their own: whose services the build is for.
  extra: { serverUrl: given["MERIGGIO_SERVER_URL"] ?? "http://10.0.2.2:8080" },
  web: { output: "single", bundler: "metro", lang: "it", themeColor: "#0D0D0D" },
  plugins: [
    ["expo-router", { sitemap: false }],
    "expo-secure-store",
    "expo-localization",
    ["expo-build-properties", { android: { minSdkVersion: 30 }, ios: {} }],
    [
      "expo-camera",
      {
        cameraPermission: "Per leggere il codice QR del dispositivo.",
        recordAudioAndroid: false,
        microphonePermission: false,
      },
    ],
    [
      "expo-splash-screen",
      { image: "./assets/splash.png", imageWidth: 160, backgroundColor: "#0D0D0D" },
    ],
    ["expo-notifications", { icon: "./assets/notification.png", color: "#FFD500" }],
  ],
  experiments: { typedRoutes: true, reactCompiler: true },
};

export default config;
