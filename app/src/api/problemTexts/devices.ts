import { bilingual } from "@/texts/bilingual";

/** Codes of the device gateway that users come across. */
export const deviceProblems = bilingual({
  it: {
    command_pending: "Il dispositivo non ha ancora risposto alla richiesta precedente.",
    device_decommissioned: "Questo dispositivo è stato messo fuori uso per sempre.",
    configuration_changed: "Nel frattempo qualcun altro l'ha cambiata. Ecco quella di adesso.",
  },
  en: {
    command_pending: "The device has not answered the earlier request yet.",
    device_decommissioned: "This device was taken out of use for ever.",
    configuration_changed: "Somebody else has changed it meanwhile. Here is the present one.",
  },
});
