// Made by "npm run api" from docs/reference/openapi-engagement.json; do not edit.
export interface paths {
    "/live/community/{communityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch Community
         * @description A stream of `balance` events: the newest at once, then changes, at most one a second.
         */
        get: operations["watch_community_live_community__communityId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/community/{communityId}/episode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Episodes
         * @description The community's surplus episodes, newest first.
         */
        get: operations["read_episodes_live_community__communityId__episode_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/community/{communityId}/episode/{episodeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Episode
         * @description One episode, what its call meant for the caller and, for the representative, for all.
         */
        get: operations["read_episode_live_community__communityId__episode__episodeId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/community/{communityId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Policy
         * @description Which surpluses and calls a policy would have made of the community's past balances.
         *
         *     For the representative, at most 93 days at once. Changes nothing. With
         *     `Accept: image/svg+xml` it is a chart.
         */
        post: operations["replay_policy_live_community__communityId__replay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/community/{communityId}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Snapshot
         * @description The community's newest balance; 404 `no_balance_yet` before its first reading.
         */
        get: operations["read_snapshot_live_community__communityId__snapshot_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/facility/{facilityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch Facility
         * @description A stream of `power` events: the newest at once, then changes, at most one a second.
         */
        get: operations["watch_facility_live_facility__facilityId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Notifications
         * @description The caller's notifications, newest first; the next page is in the `Link` header.
         */
        get: operations["read_notifications_notification_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/{notificationId}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Deliveries
         * @description Which ways a notification took, and how long it took.
         */
        get: operations["read_deliveries_notification__notificationId__delivery_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/{notificationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark Read
         * @description Mark a notification read; again does nothing.
         */
        put: operations["mark_read_notification__notificationId__read_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/channel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Channels
         * @description By which ways members can be told here: what a screen of settings offers.
         */
        get: operations["read_channels_notification_channel_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Endpoints
         * @description Where the caller is reached beside the account's address, oldest first.
         */
        get: operations["read_endpoints_notification_endpoint_get"];
        put?: never;
        /**
         * Register Endpoint
         * @description Register an endpoint. The same address again is the same endpoint, enabled anew.
         *
         *     So is another token of the same `installId`: an app may register at each start.
         */
        post: operations["register_endpoint_notification_endpoint_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/endpoint/{endpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Endpoint
         * @description Name an endpoint, and switch it on or off.
         */
        put: operations["change_endpoint_notification_endpoint__endpointId__put"];
        post?: never;
        /**
         * Remove Endpoint
         * @description Forget an endpoint; what waits for it is not sent.
         */
        delete: operations["remove_endpoint_notification_endpoint__endpointId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/endpoint/{endpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Endpoint
         * @description Send a test message, once, and tell how it went.
         */
        post: operations["try_endpoint_notification_endpoint__endpointId__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Data
         * @description All that this service keeps of the caller, except for secrets.
         */
        get: operations["export_data_notification_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/preference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Preference
         * @description What the caller decided about being told; the defaults before that.
         */
        get: operations["read_preference_notification_preference_get"];
        /**
         * Change Preference
         * @description Decide about all of it, from now on; a field that is left out gets its default.
         */
        put: operations["change_preference_notification_preference_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Some Of Preference
         * @description Decide about some of it; a field that is left out stays as it is.
         */
        patch: operations["change_some_of_preference_notification_preference_patch"];
        trace?: never;
    };
    "/notification/preference/community/{communityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Community Preference
         * @description What holds for the caller and one community; also once left, if it was decided for.
         */
        get: operations["read_community_preference_notification_preference_community__communityId__get"];
        /**
         * Change Community Preference
         * @description Decide about one community alone.
         */
        put: operations["change_community_preference_notification_preference_community__communityId__put"];
        post?: never;
        /**
         * Delete Community Preference
         * @description The general preference holds there again; again does nothing. Also once left.
         */
        delete: operations["delete_community_preference_notification_preference_community__communityId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark All Read
         * @description Mark all of the caller's notifications read; again does nothing.
         */
        post: operations["mark_all_read_notification_read_all_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch Inbox
         * @description A stream of `inbox` events: the unread count at once, then each change of the inbox.
         */
        get: operations["watch_inbox_notification_stream_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Unread
         * @description How many notifications the caller has not read.
         */
        get: operations["count_unread_notification_unread_count_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Unsubscribe Page
         * @description A page with a button that ends mail about surplus. Opening it changes nothing.
         */
        get: operations["show_unsubscribe_page_notification_unsubscribe_get"];
        put?: never;
        /**
         * Unsubscribe
         * @description End mail about surplus, or undo it: the preference `mail` is `never`, or what it was.
         *
         *     What mail programs do with one click (RFC 8058); a body is not looked at.
         */
        post: operations["unsubscribe_notification_unsubscribe_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification/web-push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Web Push Key
         * @description What a browser subscribes with: `applicationServerKey` of the Push API.
         */
        get: operations["read_web_push_key_notification_web_push_key_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AudienceView
         * @description How a call went, for the representative; no names.
         */
        AudienceView: {
            /** Members */
            members: number;
            /** Outcomes */
            outcomes: {
                [key: string]: number;
            } | null;
            /** Told */
            told: number;
        };
        /**
         * BalanceView
         * @description A community's live balance (FR3.2): sums over the facilities heard lately.
         */
        BalanceView: {
            /**
             * Asof
             * Format: date-time
             */
            asOf: string;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Excesspowerw */
            excessPowerW: number | null;
            /** Facilitiesfresh */
            facilitiesFresh: number;
            /** Facilitiessilent */
            facilitiesSilent: number;
            /** Facilitiesstale */
            facilitiesStale: number;
            /** Facilitiestotal */
            facilitiesTotal: number;
            /** Freshratio */
            freshRatio: number;
            /** Isreliable */
            isReliable: boolean;
            /** Powerconsumedw */
            powerConsumedW: number | null;
            /** Powerproducedw */
            powerProducedW: number | null;
            /** Surplussince */
            surplusSince: string | null;
        };
        /**
         * CallExport
         * @description A call of one of the caller's communities, and what it meant for the caller.
         */
        CallExport: {
            /**
             * Calledat
             * Format: date-time
             * @description On the clock of the readings.
             */
            calledAt: string;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Episodeid
             * Format: uuid
             */
            episodeId: string;
            /** @description Told, or why not. */
            outcome: components["schemas"]["Outcome"];
            /**
             * Recordedat
             * Format: date-time
             */
            recordedAt: string;
        };
        /**
         * ChannelView
         * @description A way out that this server has.
         */
        ChannelView: {
            /**
             * Isimplicit
             * @description True where nothing is registered: mail, the log file.
             */
            isImplicit: boolean;
            kind: components["schemas"]["EndpointKind"];
            /**
             * Publickey
             * @description Of Web Push: what a browser subscribes with.
             */
            publicKey: string | null;
            /**
             * Schemes
             * @description Which URLs an endpoint may have; null where it has none of the user's.
             */
            schemes: string[] | null;
        };
        /**
         * CommunityPreferenceBody
         * @description What a user decides about one community; limits and quiet hours are the user's everywhere.
         */
        CommunityPreferenceBody: {
            /**
             * Surplusover
             * @default false
             */
            surplusOver: boolean;
            /**
             * Wanted
             * @default true
             */
            wanted: boolean;
        };
        /**
         * CommunityPreferenceView
         * @description What holds for one community.
         */
        CommunityPreferenceView: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Communityname */
            communityName: string | null;
            /** Hasleft */
            hasLeft: boolean;
            /** Isown */
            isOwn: boolean;
            /** Surplusover */
            surplusOver: boolean;
            /** Wanted */
            wanted: boolean;
        };
        /**
         * ContactExport
         * @description What the user service told, kept in memory to write to the caller.
         */
        ContactExport: {
            /** Email */
            email: string | null;
            /**
             * Locale
             * @enum {string}
             */
            locale: "it" | "en";
            /** Name */
            name: string;
            /** Timezone */
            timeZone: string;
        };
        /**
         * CorrectionView
         * @description What an ended episode was, by readings that came late.
         */
        CorrectionView: {
            /**
             * Correctedat
             * Format: date-time
             */
            correctedAt: string;
            /** Endedat */
            endedAt: string | null;
            /** Excessenergywh */
            excessEnergyWh: number | null;
            /** Isvoid */
            isVoid: boolean;
            /** Peakexcessw */
            peakExcessW: number | null;
            /** Startedat */
            startedAt: string | null;
        };
        /**
         * DeliveryStatus
         * @description Where a delivery stands.
         * @enum {string}
         */
        DeliveryStatus: "pending" | "sending" | "sent" | "failed" | "unknown";
        /**
         * DeliveryView
         * @description One way of a notification.
         */
        DeliveryView: {
            /** Attempts */
            attempts: number;
            channel: components["schemas"]["EndpointKind"];
            /**
             * Endpointid
             * @description None for mail and the operator's log file.
             */
            endpointId: string | null;
            /** Error */
            error: string | null;
            /** Finishedat */
            finishedAt: string | null;
            /** Label */
            label: string | null;
            /**
             * Latencys
             * @description From the receipt of the reading that caused it all until it was sent.
             */
            latencyS: number | null;
            /** Nextattemptat */
            nextAttemptAt: string | null;
            status: components["schemas"]["DeliveryStatus"];
        };
        /**
         * DisabledReason
         * @description Why nothing is sent to an endpoint any more.
         * @enum {string}
         */
        DisabledReason: "by_user" | "gone" | "failing";
        /**
         * EndpointChange
         * @description What a user changes; another address is another endpoint.
         */
        EndpointChange: {
            /**
             * Enabled
             * @description Whether anything is sent there. True on a disabled one begins anew.
             */
            enabled: boolean;
            /** Label */
            label: string;
        };
        /**
         * EndpointKind
         * @description How an endpoint is reached; each has a channel of the same name.
         * @enum {string}
         */
        EndpointKind: "mail" | "log_file" | "webhook" | "apprise" | "expo" | "fcm" | "web_push";
        /**
         * EndpointTestsExport
         * @description How many tests of endpoints the caller had since then: they are limited.
         */
        EndpointTestsExport: {
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Tests */
            tests: number;
        };
        /**
         * EndpointView
         * @description An endpoint as its user sees it.
         */
        EndpointView: {
            /**
             * Address
             * @description Enough to recognise it.
             */
            address: string;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Disabledat */
            disabledAt: string | null;
            /** @description `gone`: its server said it is there no longer. `failing`: for days. */
            disabledReason: components["schemas"]["DisabledReason"] | null;
            /** Enabled */
            enabled: boolean;
            /**
             * Endpointid
             * Format: uuid
             */
            endpointId: string;
            /**
             * Failures
             * @description Attempts in a row that reached nobody.
             */
            failures: number;
            /**
             * Installid
             * @description By which an app knows its own endpoint.
             */
            installId: string | null;
            kind: components["schemas"]["EndpointKind"];
            /** Label */
            label: string;
            /** Lasterror */
            lastError: string | null;
            /** Lastfailedat */
            lastFailedAt: string | null;
            /** Lastsentat */
            lastSentAt: string | null;
        };
        /**
         * EngagementExport
         * @description Everything, but for addresses and secrets of endpoints in full.
         */
        EngagementExport: {
            /**
             * Calls
             * @description Oldest first.
             */
            calls: components["schemas"]["CallExport"][];
            contact: components["schemas"]["ContactExport"] | null;
            /** Endpoints */
            endpoints: components["schemas"]["EndpointView"][];
            endpointTests: components["schemas"]["EndpointTestsExport"] | null;
            /**
             * Exportedat
             * Format: date-time
             */
            exportedAt: string;
            /**
             * Mailbeforeend
             * @description What `mail` was before it was ended by the link in a mail.
             */
            mailBeforeEnd: ("always" | "without_push" | "never") | null;
            /**
             * Notifications
             * @description Oldest first.
             */
            notifications: components["schemas"]["ExportedNotification"][];
            preference: components["schemas"]["PreferenceView"];
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * EpisodeView
         * @description A surplus episode; times are event time.
         */
        EpisodeView: {
            /** Calls */
            calls: number;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            correction: components["schemas"]["CorrectionView"] | null;
            /**
             * Detectedat
             * Format: date-time
             */
            detectedAt: string;
            /** Detectedexcessw */
            detectedExcessW: number;
            /** Endedat */
            endedAt: string | null;
            /** Endreason */
            endReason: ("below" | "silent" | "unreliable" | "removed") | null;
            /**
             * Episodeid
             * Format: uuid
             */
            episodeId: string;
            /** Lastcalledat */
            lastCalledAt: string | null;
            /** Notifiedat */
            notifiedAt: string | null;
            /** Peakexcessw */
            peakExcessW: number;
            /**
             * Startedat
             * Format: date-time
             */
            startedAt: string;
        };
        /**
         * ExportedNotification
         * @description A notification and the ways it took.
         */
        ExportedNotification: {
            /** Deliveries */
            deliveries: components["schemas"]["DeliveryView"][];
            notification: components["schemas"]["NotificationView"];
        };
        /**
         * FieldProblem
         * @description What is wrong with one field of the request.
         */
        FieldProblem: {
            /** Code */
            code: string;
            /** Field */
            field: string;
            /** Message */
            message: string;
        };
        /**
         * NewApprise
         * @description A service that Apprise knows.
         */
        NewApprise: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "apprise";
            /**
             * Label
             * @description By what its user knows it, such as the device's name.
             */
            label: string;
            /**
             * Url
             * @description For example tgram://bot-token/chat-id. One recipient.
             */
            url: string;
        };
        /**
         * NewPushToken
         * @description An app on a device. A token that another user registered before is theirs no longer.
         */
        NewPushToken: {
            /**
             * Installid
             * @description Made by the app or page once, and kept: a new token of the same takes the place of the last one, and is the same endpoint.
             */
            installId?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "expo" | "fcm";
            /**
             * Label
             * @description By what its user knows it, such as the device's name.
             */
            label: string;
            /** Token */
            token: string;
        };
        /**
         * NewWebhook
         * @description A server of the user's own that gets signed requests (standardwebhooks.com).
         */
        NewWebhook: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "webhook";
            /**
             * Label
             * @description By what its user knows it, such as the device's name.
             */
            label: string;
            /**
             * Url
             * @description https; http where the operator allows it.
             */
            url: string;
        };
        /**
         * NewWebPush
         * @description A browser.
         */
        NewWebPush: {
            /**
             * Installid
             * @description Made by the app or page once, and kept: a new token of the same takes the place of the last one, and is the same endpoint.
             */
            installId?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "web_push";
            /**
             * Label
             * @description By what its user knows it, such as the device's name.
             */
            label: string;
            subscription: components["schemas"]["WebPushSubscription"];
        };
        /**
         * NotificationView
         * @description A notification in the caller's inbox.
         */
        NotificationView: {
            /** Body */
            body: string;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Communityname */
            communityName: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /**
             * Episodeid
             * Format: uuid
             */
            episodeId: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "surplus_detected" | "surplus_over";
            /**
             * Notificationid
             * Format: uuid
             */
            notificationId: string;
            /** Path */
            path: string;
            /** Readat */
            readAt: string | null;
            /** Shortbody */
            shortBody: string;
            /** Title */
            title: string;
        };
        /**
         * Outcome
         * @description What a call meant for a member. The first that holds, in the order of `_obstacle`.
         * @enum {string}
         */
        Outcome: "told" | "held_out" | "not_needed" | "unreachable" | "not_wanted" | "quiet_hours" | "told_lately" | "day_limit" | "week_limit" | "shifting";
        /**
         * PolicyBody
         * @description A surplus policy to try: the fields, limits and defaults of a community's.
         */
        PolicyBody: {
            /**
             * Cooldowns
             * @default 14400
             */
            cooldownS: number;
            /**
             * Endratio
             * @default 0.5
             */
            endRatio: number;
            /**
             * Holdoutratio
             * @default 0
             */
            holdOutRatio: number;
            /**
             * Holidays
             * @default []
             */
            holidays: string[];
            /**
             * Maximumages
             * @default 900
             */
            maximumAgeS: number;
            /**
             * Minimumdurations
             * @default 600
             */
            minimumDurationS: number;
            /**
             * Minimumfreshratio
             * @default 0.7
             */
            minimumFreshRatio: number;
            /**
             * Quietfrom
             * @default 21:00
             * @example 21:00
             */
            quietFrom: string;
            /**
             * Quietonholidays
             * @default false
             */
            quietOnHolidays: boolean;
            /**
             * Quietto
             * @default 08:00
             * @example 21:00
             */
            quietTo: string;
            /**
             * Responseratio
             * @default 0.25
             */
            responseRatio: number;
            /**
             * Thresholdratio
             * @default 0.1
             */
            thresholdRatio: number;
            /**
             * Thresholdw
             * @default 1000
             */
            thresholdW: number;
            /**
             * Timezone
             * @default Europe/Rome
             * @example Europe/Rome
             */
            timeZone: string;
            /**
             * Wattspermember
             * @default 1000
             */
            wattsPerMember: number;
        };
        /**
         * PowerPointView
         * @description The means of an interval.
         */
        PowerPointView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Consumedw */
            consumedW: number;
            /** Producedw */
            producedW: number;
        };
        /**
         * PreferenceBody
         * @description What a user decides about being told; a field that is left out gets its default.
         *
         *     The three limits count the calls of all communities together.
         */
        PreferenceBody: {
            /** Language */
            language?: ("it" | "en") | null;
            /**
             * Mail
             * @default without_push
             * @enum {string}
             */
            mail: "always" | "without_push" | "never";
            /**
             * Minimumgaps
             * @default 14400
             */
            minimumGapS: number;
            /**
             * Perday
             * @default 1
             */
            perDay: number;
            /**
             * Perweek
             * @default 3
             */
            perWeek: number;
            /** Quietfrom */
            quietFrom?: string | null;
            /** Quietto */
            quietTo?: string | null;
            /**
             * Surplusover
             * @default false
             */
            surplusOver: boolean;
            /** Timezone */
            timeZone?: string | null;
            /**
             * Wanted
             * @default true
             */
            wanted: boolean;
        };
        /**
         * PreferenceChange
         * @description What a user decides anew about being told; a field that is left out stays as it is.
         */
        PreferenceChange: {
            /** Language */
            language?: ("it" | "en") | null;
            /**
             * Mail
             * @default without_push
             * @enum {string}
             */
            mail: "always" | "without_push" | "never";
            /**
             * Minimumgaps
             * @default 14400
             */
            minimumGapS: number;
            /**
             * Perday
             * @default 1
             */
            perDay: number;
            /**
             * Perweek
             * @default 3
             */
            perWeek: number;
            /** Quietfrom */
            quietFrom?: string | null;
            /** Quietto */
            quietTo?: string | null;
            /**
             * Surplusover
             * @default false
             */
            surplusOver: boolean;
            /** Timezone */
            timeZone?: string | null;
            /**
             * Wanted
             * @default true
             */
            wanted: boolean;
        };
        /**
         * PreferenceView
         * @description What the caller decided about being told; `...InForce` is what holds.
         */
        PreferenceView: {
            /** Communities */
            communities: components["schemas"]["CommunityPreferenceView"][];
            /** Language */
            language: ("it" | "en") | null;
            /**
             * Languageinforce
             * @enum {string}
             */
            languageInForce: "it" | "en";
            /**
             * Mail
             * @enum {string}
             */
            mail: "always" | "without_push" | "never";
            /** Minimumgaps */
            minimumGapS: number;
            /** Perday */
            perDay: number;
            /** Perweek */
            perWeek: number;
            /** Quietfrom */
            quietFrom: string | null;
            /** Quietto */
            quietTo: string | null;
            /** Surplusover */
            surplusOver: boolean;
            /** Timezone */
            timeZone: string | null;
            /** Timezoneinforce */
            timeZoneInForce: string;
            /** Wanted */
            wanted: boolean;
        };
        /**
         * Problem
         * @description RFC 9457 problem details; `code` is stable, `detail` is for people.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Errors */
            errors?: components["schemas"]["FieldProblem"][] | null;
            /** Instance */
            instance: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @default about:blank
             */
            type: string;
        };
        /**
         * RegisteredEndpointView
         * @description A new endpoint.
         */
        RegisteredEndpointView: {
            /**
             * Address
             * @description Enough to recognise it.
             */
            address: string;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Disabledat */
            disabledAt: string | null;
            /** @description `gone`: its server said it is there no longer. `failing`: for days. */
            disabledReason: components["schemas"]["DisabledReason"] | null;
            /** Enabled */
            enabled: boolean;
            /**
             * Endpointid
             * Format: uuid
             */
            endpointId: string;
            /**
             * Failures
             * @description Attempts in a row that reached nobody.
             */
            failures: number;
            /**
             * Installid
             * @description By which an app knows its own endpoint.
             */
            installId: string | null;
            kind: components["schemas"]["EndpointKind"];
            /** Label */
            label: string;
            /** Lasterror */
            lastError: string | null;
            /** Lastfailedat */
            lastFailedAt: string | null;
            /** Lastsentat */
            lastSentAt: string | null;
            /**
             * Secret
             * @description Of a webhook: what its requests are signed with. Shown this once.
             */
            secret: string | null;
        };
        /**
         * ReplayBody
         * @description Which days to try which policy on.
         */
        ReplayBody: {
            /**
             * From
             * Format: date-time
             */
            from: string;
            policy?: components["schemas"]["PolicyBody"] | null;
            /**
             * To
             * Format: date-time
             */
            to: string;
        };
        /**
         * ReplayedCallView
         * @description A call as it would have been.
         */
        ReplayedCallView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Excessw */
            excessW: number;
            /** Outcomes */
            outcomes: {
                [key: string]: number;
            };
            /** Spokenforw */
            spokenForW: number;
        };
        /**
         * ReplayedEpisodeView
         * @description An episode as it would have been.
         */
        ReplayedEpisodeView: {
            /** Calledat */
            calledAt: string | null;
            /** Calls */
            calls: components["schemas"]["ReplayedCallView"][];
            /**
             * Detectedat
             * Format: date-time
             */
            detectedAt: string;
            /** Endedat */
            endedAt: string | null;
            /** Endreason */
            endReason: ("below" | "silent" | "unreliable" | "removed") | null;
            /** Excessenergywh */
            excessEnergyWh: number;
            /** Outcomes */
            outcomes: {
                [key: string]: number;
            };
            /** Peakexcessw */
            peakExcessW: number;
            /**
             * Startedat
             * Format: date-time
             */
            startedAt: string;
        };
        /**
         * ReplayView
         * @description What the policy would have done, with the members and preferences of today.
         */
        ReplayView: {
            /** Calls */
            calls: number;
            /** Episodes */
            episodes: components["schemas"]["ReplayedEpisodeView"][];
            /** Intervals */
            intervalS: number;
            /** Knownminutes */
            knownMinutes: number;
            /** Members */
            members: number;
            /** Points */
            points: components["schemas"]["PowerPointView"][];
            /** Reliableminutes */
            reliableMinutes: number;
            /** Toldtimes */
            toldTimes: {
                [key: string]: number;
            };
        };
        /**
         * SeenEpisodeView
         * @description A surplus episode, with what its call meant.
         */
        SeenEpisodeView: {
            audience: components["schemas"]["AudienceView"] | null;
            /** Calls */
            calls: number;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            correction: components["schemas"]["CorrectionView"] | null;
            /**
             * Detectedat
             * Format: date-time
             */
            detectedAt: string;
            /** Detectedexcessw */
            detectedExcessW: number;
            /** Endedat */
            endedAt: string | null;
            /** Endreason */
            endReason: ("below" | "silent" | "unreliable" | "removed") | null;
            /**
             * Episodeid
             * Format: uuid
             */
            episodeId: string;
            /** Lastcalledat */
            lastCalledAt: string | null;
            /** Notifiedat */
            notifiedAt: string | null;
            ownOutcome: components["schemas"]["Outcome"] | null;
            /** Peakexcessw */
            peakExcessW: number;
            /**
             * Startedat
             * Format: date-time
             */
            startedAt: string;
        };
        /**
         * TrialView
         * @description How a test message went.
         */
        TrialView: {
            endpoint: components["schemas"]["EndpointView"];
            /** Error */
            error: string | null;
            /** @description `sent`, `failed`, or `unknown`: it may have gone out. */
            status: components["schemas"]["DeliveryStatus"];
        };
        /**
         * UnreadCount
         * @description How many notifications the caller has not read.
         */
        UnreadCount: {
            /** Unreadcount */
            unreadCount: number;
        };
        /**
         * WebPushKey
         * @description This server's identity with the browsers' push services (VAPID).
         */
        WebPushKey: {
            /** Publickey */
            publicKey: string;
        };
        /**
         * WebPushKeys
         * @description `keys` of a PushSubscription, in base64.
         */
        WebPushKeys: {
            /** Auth */
            auth: string;
            /** P256Dh */
            p256Dh: string;
        };
        /**
         * WebPushSubscription
         * @description What a browser's PushSubscription.toJSON() gives.
         */
        WebPushSubscription: {
            /** Endpoint */
            endpoint: string;
            /**
             * Expirationtime
             * @description Not looked at.
             */
            expirationTime?: number | null;
            keys: components["schemas"]["WebPushKeys"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    watch_community_live_community__communityId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `balance`, the data of each a BalanceView as JSON; a comment as heartbeat every 15 s. Ends with the access token or its session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /**
                         * Asof
                         * Format: date-time
                         */
                        asOf: string;
                        /**
                         * Communityid
                         * Format: uuid
                         */
                        communityId: string;
                        /** Excesspowerw */
                        excessPowerW: number | null;
                        /** Facilitiesfresh */
                        facilitiesFresh: number;
                        /** Facilitiessilent */
                        facilitiesSilent: number;
                        /** Facilitiesstale */
                        facilitiesStale: number;
                        /** Facilitiestotal */
                        facilitiesTotal: number;
                        /** Freshratio */
                        freshRatio: number;
                        /** Isreliable */
                        isReliable: boolean;
                        /** Powerconsumedw */
                        powerConsumedW: number | null;
                        /** Powerproducedw */
                        powerProducedW: number | null;
                        /** Surplussince */
                        surplusSince: string | null;
                    };
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unknown. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many live streams, of the caller or in all. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_episodes_live_community__communityId__episode_get: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EpisodeView"][];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unknown. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_episode_live_community__communityId__episode__episodeId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
                episodeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeenEpisodeView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unknown. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_policy_live_community__communityId__replay_post: {
        parameters: {
            query?: never;
            header?: {
                accept?: string;
            };
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayBody"];
            };
        };
        responses: {
            /** @description Figures, or a chart of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
                    "image/svg+xml": unknown;
                };
            };
            /** @description A field is wrong, or the period. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller is not the representative. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such community. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_snapshot_live_community__communityId__snapshot_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unknown. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_facility_live_facility__facilityId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                facilityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `power`, the data of each a PowerView as JSON; a comment as heartbeat every 15 s. Ends with the access token or its session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /**
                         * Asof
                         * Format: date-time
                         */
                        asOf: string;
                        /**
                         * Facilityid
                         * Format: uuid
                         */
                        facilityId: string;
                        /** Powerconsumedw */
                        powerConsumedW: number;
                        /** Powerproducedw */
                        powerProducedW: number;
                    };
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unknown. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many live streams, of the caller or in all. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_notifications_notification_get: {
        parameters: {
            query?: {
                /** @description Only those created before. */
                before?: string | null;
                /** @description Only of this community. */
                communityId?: string | null;
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description Only of this kind. */
                kind?: ("surplus_detected" | "surplus_over") | null;
                limit?: number;
                /** @description Only those not read. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description `<...>; rel="next"` (RFC 8288) while entries follow. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationView"][];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_deliveries_notification__notificationId__delivery_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"][];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such notification of the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_read_notification__notificationId__read_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such notification of the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_channels_notification_channel_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"][];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_endpoints_notification_endpoint_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointView"][];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register_endpoint_notification_endpoint_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"] | components["schemas"]["NewApprise"] | components["schemas"]["NewPushToken"] | components["schemas"]["NewWebPush"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredEndpointView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The channel is not offered here, or the caller has ten endpoints. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_endpoint_notification_endpoint__endpointId__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such endpoint of the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_endpoint_notification_endpoint__endpointId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such endpoint of the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_endpoint_notification_endpoint__endpointId__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such endpoint of the caller. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The channel is not offered here any more. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Five tests in ten minutes. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_data_notification_export_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngagementExport"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Ten exports an hour. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_preference_notification_preference_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_preference_notification_preference_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferenceBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_some_of_preference_notification_preference_patch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferenceChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_community_preference_notification_preference_community__communityId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityPreferenceView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unknown. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_community_preference_notification_preference_community__communityId__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommunityPreferenceBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityPreferenceView"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no access. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unknown. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_community_preference_notification_preference_community__communityId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_all_read_notification_read_all_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_inbox_notification_stream_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event seen: what is newer comes first. */
                "Last-Event-ID"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `inbox`, the data of each a InboxNewsView as JSON; a comment as heartbeat every 15 s. Ends with the access token or its session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** Notifications */
                        notifications: {
                            /** Body */
                            body: string;
                            /**
                             * Communityid
                             * Format: uuid
                             */
                            communityId: string;
                            /** Communityname */
                            communityName: string | null;
                            /**
                             * Createdat
                             * Format: date-time
                             */
                            createdAt: string;
                            /**
                             * Episodeid
                             * Format: uuid
                             */
                            episodeId: string;
                            /**
                             * Kind
                             * @enum {string}
                             */
                            kind: "surplus_detected" | "surplus_over";
                            /**
                             * Notificationid
                             * Format: uuid
                             */
                            notificationId: string;
                            /** Path */
                            path: string;
                            /** Readat */
                            readAt: string | null;
                            /** Shortbody */
                            shortBody: string;
                            /** Title */
                            title: string;
                        }[];
                        /** Unreadcount */
                        unreadCount: number;
                    };
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many live streams, of the caller or in all. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    count_unread_notification_unread_count_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCount"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_unsubscribe_page_notification_unsubscribe_get: {
        parameters: {
            query: {
                /** @description From the mail. */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not a link of ours; a browser gets a page. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; a browser gets a page. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unsubscribe_notification_unsubscribe_post: {
        parameters: {
            query: {
                /** @description From the mail. */
                token: string;
                /** @description Back to how it was before. */
                undo?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not a link of ours; a browser gets a page. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; a browser gets a page. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_web_push_key_notification_web_push_key_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebPushKey"];
                };
            };
            /** @description The request does not fit. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid access token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no Web Push here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
