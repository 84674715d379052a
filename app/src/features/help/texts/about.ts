import { bilingual } from "@/texts/bilingual";

/** What the app is, and what becomes of the reader's data. */
export const aboutTexts = bilingual({
  it: {
    title: "Informazioni e privacy",
    privacyTitle: "Privacy",
    app: "L'app",
    what: "Meriggio è software libero per le comunità energetiche rinnovabili. Chiunque può leggerlo, installarlo e migliorarlo.",
    version: "Versione",
    licence: "Licenza",
    server: "Server",
    licences: "Software di altri",
    licencesText: "Pacchetti, autori e licenze",
    privacy: "I tuoi dati",
    parts: {
      who: {
        title: "Chi li tratta",
        text: "Chi gestisce il server che usi, di solito la tua comunità o chi lavora per lei. Chi scrive Meriggio non riceve nulla.",
      },
      what: {
        title: "Che cosa sappiamo",
        text: "Email, nome, lingua e fuso orario; gli impianti di cui sei proprietario o a cui hai accesso; le misure dei loro dispositivi; come vuoi essere avvisato e le notifiche che hai ricevuto. Le misure portano identificativi, non nomi.",
      },
      notKnown: {
        title: "Che cosa non sappiamo",
        text: "La tua password, che non lascia il dispositivo. Dove ti trovi. Quali apparecchi usi. Non c'è pubblicità e non ci sono strumenti di tracciamento.",
      },
      seen: {
        title: "Chi li vede",
        text: "I consumi di un impianto li vede solo chi ha avuto accesso dal proprietario. La comunità vede le somme, e solo da tre impianti in su; il referente vede ciò che serve per i conti.",
      },
      passed: {
        title: "A chi passano",
        text: "A nessuno, tranne dove lo scegli tu: le notifiche del dispositivo passano da Google, Apple o dal produttore del browser, gli altri canali da chi li offre.",
      },
      here: {
        title: "Su questo dispositivo",
        text: "L'accesso, le tue scelte e gli ultimi dati visti, per mostrarteli anche senza rete: al massimo un megabyte e tre giorni. Uscendo viene cancellato tutto tranne tema e lingua. La fotocamera serve solo a leggere il codice QR del dispositivo, e nessuna immagine viene salvata.",
      },
      long: {
        title: "Per quanto tempo",
        text: "Le notifiche per 400 giorni. Un impianto o una comunità che rimuovi si può ripristinare per 30 giorni. L'account, quando lo elimini, sparisce subito.",
      },
      rights: {
        title: "I tuoi diritti",
        text: "In Altro puoi vedere, correggere, esportare e cancellare i tuoi dati. Per il resto scrivi a chi gestisce il server; puoi anche rivolgerti al Garante per la protezione dei dati personali.",
      },
    },
    licencesIntro: "L'app è fatta anche con questi pacchetti. Grazie a chi li scrive.",
    licencesTitle: "Software di altri",
    licencesTexts: "I testi delle licenze",
    packageLine: (version: string, licence: string) => `${version} · ${licence}`,
  },
  en: {
    title: "About and privacy",
    privacyTitle: "Privacy",
    app: "The app",
    what: "Meriggio is free software for renewable energy communities. Everybody may read, install and improve it.",
    version: "Version",
    licence: "Licence",
    server: "Server",
    licences: "Software by others",
    licencesText: "Packages, authors and licences",
    privacy: "Your data",
    parts: {
      who: {
        title: "Who processes them",
        text: "Whoever runs the server you use, usually your community or who works for it. The people who write Meriggio receive nothing.",
      },
      what: {
        title: "What we know",
        text: "Email, name, language and time zone; the facilities you own or have access to; the readings of their devices; how you want to be told, and the notifications you got. Readings carry ids, not names.",
      },
      notKnown: {
        title: "What we do not know",
        text: "Your password, which does not leave the device. Where you are. Which appliances you use. There is no advertising, and nothing tracks you.",
      },
      seen: {
        title: "Who sees them",
        text: "What a facility uses is seen only by those to whom its owner gave access. The community sees sums, and only of three facilities or more; the representative sees what the books need.",
      },
      passed: {
        title: "Who gets them",
        text: "Nobody, except where you choose it: notifications of the device go by Google, Apple or the maker of the browser, other channels by who offers them.",
      },
      here: {
        title: "On this device",
        text: "Your session, what you chose, and the last figures you saw, to show them without a network too: a megabyte and three days at most. Signing out deletes all of it but theme and language. The camera is only for reading the device's QR code; no picture is kept.",
      },
      long: {
        title: "For how long",
        text: "Notifications for 400 days. A facility or community that you remove can be restored for 30 days. Your account is gone at once when you delete it.",
      },
      rights: {
        title: "Your rights",
        text: "In More you see, correct, export and delete your data. For anything else write to who runs the server; you may also turn to the data protection authority.",
      },
    },
    licencesIntro: "The app is also made of these packages. Thanks to those who write them.",
    licencesTitle: "Software by others",
    licencesTexts: "The licences' texts",
    packageLine: (version: string, licence: string) => `${version} · ${licence}`,
  },
});
