import { bilingual } from "@/texts/bilingual";

export const appearanceTexts = bilingual({
  it: {
    title: "Aspetto",
    theme: "Tema",
    dark: "Scuro",
    light: "Chiaro",
    system: "Dispositivo",
    language: "Lingua dell'app",
    italian: "Italiano",
    english: "English",
  },
  en: {
    title: "Appearance",
    theme: "Theme",
    dark: "Dark",
    light: "Light",
    system: "Device",
    language: "Language of the app",
    italian: "Italiano",
    english: "English",
  },
});
