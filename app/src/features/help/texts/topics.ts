import { bilingual } from "@/texts/bilingual";

/** Questions and answers, by section, in the order in which they are shown. */
export const topicsTexts = bilingual({
  it: {
    begin: {
      title: "Per cominciare",
      topics: {
        what: {
          question: "A che cosa serve Meriggio?",
          answer:
            "La tua comunità guadagna quando qualcuno usa energia nella stessa ora in cui i suoi tetti la producono. Meriggio misura gli impianti e ti dice quando è il momento: adesso, più tardi, o non ora.",
        },
        first: {
          question: "Quali sono i primi passi?",
          answer:
            "Aggiungi il tuo impianto, associa il suo dispositivo, chiedi di entrare in una comunità della tua cabina primaria. Se il proprietario di un impianto ti ha invitato, trovi l'invito in Impianti.",
        },
        nothing: {
          question: "Perché non vedo nessun impianto?",
          answer:
            "Vedi solo gli impianti di cui sei proprietario e quelli a cui un proprietario ti ha dato accesso. Aggiungine uno in Impianti, oppure chiedi al proprietario di invitare il tuo indirizzo email.",
        },
      },
    },
    live: {
      title: "I dati in diretta",
      topics: {
        good: {
          question: "Che cosa vuol dire «Buon momento»?",
          answer:
            "In questo momento la comunità immette in rete più di quanto preleva. Quello che accendi adesso viene condiviso. Con «Solo un po'» basta per i piccoli apparecchi; con «Non ora», se può aspettare, aspetta.",
        },
        until: {
          question: "Come fate a sapere fino a quando dura?",
          answer:
            "Guardiamo gli ultimi quattordici giorni della tua comunità. Non è una previsione del tempo: per questo diciamo «circa», e nei primi giorni non diciamo niente.",
        },
        age: {
          question: "Quanto sono recenti i numeri?",
          answer:
            "Accanto a ogni numero in diretta c'è la sua età. Se un dispositivo tace, il numero viene segnato come vecchio e non entra nella somma: la sua potenza non viene indovinata.",
        },
        gaps: {
          question: "Perché al grafico manca un pezzo?",
          answer:
            "In quel tempo non ci sono misure. Un vuoto resta vuoto, non diventa zero. Se il dispositivo le aveva salvate, arrivano appena torna la connessione e il vuoto si riempie.",
        },
        few: {
          question: "Perché la comunità non mostra i suoi numeri?",
          answer:
            "Con meno di tre impianti una somma svelerebbe che cosa fa una famiglia. Ti avvisiamo comunque quando c'è energia in più.",
        },
      },
    },
    money: {
      title: "Energia condivisa ed euro",
      topics: {
        shared: {
          question: "Come si calcola l'energia condivisa?",
          answer:
            "Ora per ora: la parte più piccola fra quanta energia la comunità immette in rete e quanta ne preleva. Conta l'ora dell'orologio, quindi non serve essere precisi al minuto.",
        },
        estimate: {
          question: "Perché gli euro sono una stima?",
          answer:
            "Noi misuriamo con i dispositivi; il GSE paga su quello che dicono i contatori del distributore, settimane dopo. Ogni importo dice se è provvisorio, e perché.",
        },
        share: {
          question: "Come si divide quello che la comunità guadagna?",
          answer:
            "Secondo la regola di ripartizione che la comunità ha scelto. L'estratto del mese del tuo impianto mostra la tua parte.",
        },
      },
    },
    told: {
      title: "Quando ti avvisiamo",
      topics: {
        when: {
          question: "Quando ricevo una notifica?",
          answer:
            "Quando l'energia in più dura abbastanza a lungo. Chiamiamo tante persone quante ne servono, a turno: all'inizio al massimo una volta al giorno e tre alla settimana. Decidi tu in Altro, Notifiche.",
        },
        where: {
          question: "Dove posso riceverla?",
          answer:
            "Qui nell'app, con una notifica del dispositivo, per email, e dove vuoi tu: un webhook, un servizio di messaggi, il broker MQTT di casa. Ogni canale si prova con un tocco.",
        },
        notTold: {
          question: "Perché il mio vicino è stato avvisato e io no?",
          answer:
            "L'energia bastava per meno persone, e tocca prima a chi aspetta da più tempo. Può anche essere la tua ora di silenzio, o stavi già consumando più del solito.",
        },
      },
    },
    device: {
      title: "Il dispositivo",
      topics: {
        associate: {
          question: "Come associo il dispositivo?",
          answer:
            "Apri il tuo impianto, poi Dispositivo. Inquadra il codice QR dell'etichetta, oppure scrivi l'identificativo e il codice. Solo il proprietario può farlo.",
        },
        silent: {
          question: "Il dispositivo non trasmette: che cosa faccio?",
          answer:
            "Controlla che abbia corrente e che la rete di casa funzioni. Intanto continua a misurare e conserva tutto: appena torna la connessione, manda anche quello che manca.",
        },
      },
    },
    community: {
      title: "La comunità",
      topics: {
        join: {
          question: "Come entro in una comunità?",
          answer:
            "Dalla pagina del tuo impianto, in Comunità: vedi quelle sotto la stessa cabina primaria e chiedi di entrare. Il referente accetta. Se ti invita lui, sei tu ad accettare.",
        },
        leave: {
          question: "Posso uscirne?",
          answer:
            "Sì, quando vuoi, dalla stessa pagina. Quello che hai condiviso fino a quel momento resta nei conti della comunità.",
        },
        see: {
          question: "Che cosa vedono gli altri di me?",
          answer:
            "Le somme della comunità, e il nome e la potenza dei suoi impianti. Quanto consuma il tuo lo vedono solo le persone a cui il proprietario ha dato accesso.",
        },
      },
    },
    account: {
      title: "Il tuo account",
      topics: {
        code: {
          question: "Il codice non arriva",
          answer:
            "Guarda nella posta indesiderata. Il codice vale dieci minuti; un nuovo codice sostituisce il precedente. Se non arriva comunque, registrati di nuovo con lo stesso indirizzo.",
        },
        password: {
          question: "Chi conosce la mia password?",
          answer:
            "Solo tu. L'app dimostra al server che la conosci, senza mandarla. Per questo nessuno può dirtela: se la dimentichi, ne scegli una nuova con un codice via email.",
        },
        leave: {
          question: "Come porto via i miei dati, o cancello l'account?",
          answer:
            "In Altro: «Esporta i tuoi dati» li mette in un file, «Elimina l'account» li cancella. Prima di cancellare ti diciamo che cosa succede ai tuoi impianti.",
        },
      },
    },
  },
  en: {
    begin: {
      title: "Getting started",
      topics: {
        what: {
          question: "What is Meriggio for?",
          answer:
            "Your community earns when somebody uses energy in the same hour in which its roofs produce it. Meriggio measures the facilities and tells you when: now, later, or not now.",
        },
        first: {
          question: "What are the first steps?",
          answer:
            "Add your facility, associate its device, ask to join a community of your primary substation. If the owner of a facility has invited you, the invitation is in Facilities.",
        },
        nothing: {
          question: "Why do I see no facility?",
          answer:
            "You see only the facilities that you own and those to which an owner gave you access. Add one in Facilities, or ask its owner to invite your email address.",
        },
      },
    },
    live: {
      title: "Live figures",
      topics: {
        good: {
          question: "What does “Good time” mean?",
          answer:
            "At this moment the community feeds more into the grid than it draws. What you switch on now is shared. “Only a little” is enough for small appliances; with “Not now”, let wait what can.",
        },
        until: {
          question: "How do you know how long it lasts?",
          answer:
            "We look at the last fourteen days of your community. It is no weather forecast: that is why we say “about”, and nothing at all during the first days.",
        },
        age: {
          question: "How recent are the figures?",
          answer:
            "Each live figure has its age beside it. When a device is silent its figure is marked as old and left out of the sum: its power is not guessed.",
        },
        gaps: {
          question: "Why is a piece of the chart missing?",
          answer:
            "There are no readings of that time. A gap stays a gap, it does not become zero. What the device has kept arrives as soon as it is connected again, and fills the gap.",
        },
        few: {
          question: "Why does the community not show its figures?",
          answer:
            "With fewer than three facilities a sum would tell what one household does. We tell you all the same when there is energy to spare.",
        },
      },
    },
    money: {
      title: "Shared energy and euro",
      topics: {
        shared: {
          question: "How is shared energy calculated?",
          answer:
            "Hour by hour: the smaller of what the community feeds into the grid and what it draws. The hour of the clock counts, so there is no need to be exact to the minute.",
        },
        estimate: {
          question: "Why are the euro an estimate?",
          answer:
            "We measure with devices; GSE pays for what the distributor's meters say, weeks later. Every amount says whether it is provisional, and why.",
        },
        share: {
          question: "How is what the community earns divided?",
          answer:
            "By the distribution policy that the community has chosen. The month's statement of your facility shows your part.",
        },
      },
    },
    told: {
      title: "When you are told",
      topics: {
        when: {
          question: "When do I get a notification?",
          answer:
            "When energy to spare lasts long enough. We call as many people as it is for, in turn: at first once a day and three times a week at most. You decide in More, Notifications.",
        },
        where: {
          question: "Where can I get it?",
          answer:
            "Here in the app, as a notification of the device, by email, and wherever you like: a webhook, a messenger, the MQTT broker of your home. Each channel is tried with one touch.",
        },
        notTold: {
          question: "Why was my neighbour told, and I was not?",
          answer:
            "The energy was for fewer people, and who has waited longest comes first. It may also be your quiet hour, or you were drawing more than usual already.",
        },
      },
    },
    device: {
      title: "The device",
      topics: {
        associate: {
          question: "How do I associate the device?",
          answer:
            "Open your facility, then Device. Scan the QR code of the label, or type the id and the code. Only the owner can do it.",
        },
        silent: {
          question: "The device does not send: what do I do?",
          answer:
            "See that it has power and that the network at home works. Meanwhile it goes on measuring and keeps everything: once connected, it also sends what is missing.",
        },
      },
    },
    community: {
      title: "The community",
      topics: {
        join: {
          question: "How do I join a community?",
          answer:
            "From your facility's page, in Community: you see those under the same primary substation and ask to join. The representative accepts. Who is invited accepts the other way round.",
        },
        leave: {
          question: "Can I leave?",
          answer:
            "Yes, whenever you like, from the same page. What you have shared until then stays in the community's books.",
        },
        see: {
          question: "What do others see of me?",
          answer:
            "The community's sums, and the names and powers of its facilities. What yours uses is seen only by people to whom its owner gave access.",
        },
      },
    },
    account: {
      title: "Your account",
      topics: {
        code: {
          question: "The code does not arrive",
          answer:
            "Look among your spam. The code counts for ten minutes; a new one replaces it. If it still does not arrive, sign up again with the same address.",
        },
        password: {
          question: "Who knows my password?",
          answer:
            "Only you. The app proves to the server that you know it, without sending it. So nobody can tell it to you: if you forget it, choose a new one with a code by email.",
        },
        leave: {
          question: "How do I take my data away, or delete the account?",
          answer:
            "In More: “Export your data” puts them into a file, “Delete the account” deletes them. Before that we tell you what becomes of your facilities.",
        },
      },
    },
  },
});
