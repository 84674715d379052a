import { useEffect } from "react";
import { Platform } from "react-native";

import { type Language } from "@/formats";

/** Tells a browser, and so its readers aloud, which language the page is in. */
export function DocumentLanguage({ language }: { language: Language }) {
  useEffect(() => {
    if (Platform.OS === "web") document.documentElement.lang = language;
  }, [language]);
  return null;
}
