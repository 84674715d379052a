// Made by "npm run api" from docs/reference/openapi-device_gateway.json; do not edit.
export interface paths {
    "/device/{deviceId}/command": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Commands
         * @description The device's commands of the last 90 days, the newest first.
         */
        get: operations["list_commands_device__deviceId__command_get"];
        put?: never;
        /**
         * Request Command
         * @description Let the device do something once; it is told until it answers or time is over.
         */
        post: operations["request_command_device__deviceId__command_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/device/{deviceId}/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Configuration
         * @description What the device is to work by, and what it works by.
         */
        get: operations["read_configuration_device__deviceId__configuration_get"];
        /**
         * Configure
         * @description Wish that the device works by this; it is told now and whenever it reports.
         */
        put: operations["configure_device__deviceId__configuration_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/device/{deviceId}/event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Device Events
         * @description When the device came, went, or had a fault, the newest first; for 90 days.
         *
         *     Only of the time for which it has measured this facility: a page may be shorter than
         *     `limit` though the `Link` header names a next one.
         */
        get: operations["list_device_events_device__deviceId__event_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/device/{deviceId}/firmware": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Own Firmware
         * @description What the device runs, and its newest update.
         */
        get: operations["read_own_firmware_device__deviceId__firmware_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/device/{deviceId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Device Status
         * @description Whether the device is there, when it was heard last, and what it says of itself.
         */
        get: operations["read_device_status_device__deviceId__status_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Readings
         * @description Bring one reading, or up to 500 of any devices; 202 once what is accepted is durable.
         *
         *     By the rules of MQTT: `libs/contracts/mqtt`. Of several, each that is refused is in
         *     `errors`, and the others count. Where nothing is accepted, the status is that of the reason
         *     that all share (403, 404, 429), or else 400.
         *
         *     For whom: an operator (any device), an integration (the devices it is allowed), the owner
         *     of the facility that the device measured at `timestamp`. A provisioned device that measured
         *     none is for operators and integrations, and counts once it is associated.
         *
         *     To repeat a post does no harm, whatever became of it: device and timestamp say which
         *     reading it is. An `Idempotency-Key` is not needed, and ignored.
         */
        post: operations["post_readings_energy_data__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/firmware/{imageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download Image
         * @description An image of firmware, or the range of it that `Range` asks for.
         */
        get: operations["download_image_firmware__imageId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Batches
         * @description Batches, the newest first.
         */
        get: operations["list_batches_fleet_batch_get"];
        put?: never;
        /**
         * Add Batch
         * @description Make a batch known, or further claim certificates of it; may be repeated.
         */
        post: operations["add_batch_fleet_batch_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/batch/{batchId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke Batch
         * @description End a batch's claim for ever. Its devices stay, unless they are to go too.
         *
         *     May be repeated, to let the devices follow or to go on after an interruption.
         */
        post: operations["revoke_batch_fleet_batch__batchId__revoke_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Devices
         * @description Every device that the registry, the manufacturing list or its own voice told us of.
         */
        get: operations["list_devices_fleet_device_get"];
        put?: never;
        /**
         * List Devices
         * @description Add up to 500 devices to the manufacturing list; may be repeated.
         *
         *     Rows that contradict what is listed change nothing, and the answer names them.
         */
        post: operations["list_devices_fleet_device_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Fleet Device
         * @description All we know of a device.
         */
        get: operations["read_fleet_device_fleet_device__deviceId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Certificates
         * @description The device's certificates, the newest first; those over for a year are forgotten.
         */
        get: operations["list_certificates_fleet_device__deviceId__certificate_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}/certificate/early-renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Allow Early Renewal
         * @description Let the device have its next certificate before its last 30 days, once.
         */
        post: operations["allow_early_renewal_fleet_device__deviceId__certificate_early_renewal_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}/command": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Commands
         * @description The device's commands of the last 90 days, the newest first.
         */
        get: operations["list_commands_fleet_device__deviceId__command_get"];
        put?: never;
        /**
         * Request Command
         * @description Let the device do something once; it is told until it answers or time is over.
         */
        post: operations["request_command_fleet_device__deviceId__command_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Configuration
         * @description What the device is to work by, and what it works by.
         */
        get: operations["read_configuration_fleet_device__deviceId__configuration_get"];
        /**
         * Configure
         * @description Wish that the device works by this; it is told now and whenever it reports.
         */
        put: operations["configure_fleet_device__deviceId__configuration_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}/firmware": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Firmware
         * @description What a device that has reported runs, and its newest update.
         */
        get: operations["read_firmware_fleet_device__deviceId__firmware_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release Device
         * @description As it left the factory: what certificates it has end, its claim may get it a new one.
         */
        post: operations["release_device_fleet_device__deviceId__release_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/device/{deviceId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke Device
         * @description Cut the device off within seconds and refuse it from now on; may be repeated.
         */
        post: operations["revoke_device_fleet_device__deviceId__revoke_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/firmware": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Images
         * @description Images of firmware, the newest first.
         */
        get: operations["list_images_fleet_firmware_get"];
        put?: never;
        /**
         * Announce Image
         * @description Announce a signed image; its parts follow. Said again, it answers the same image.
         */
        post: operations["announce_image_fleet_firmware_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/firmware/{imageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Image
         * @description One image.
         */
        get: operations["read_image_fleet_firmware__imageId__get"];
        put?: never;
        post?: never;
        /**
         * Discard Image
         * @description Forget an image that is not complete.
         */
        delete: operations["discard_image_fleet_firmware__imageId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/firmware/{imageId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete Image
         * @description All parts are there: check them against what was signed. Then it can be rolled out.
         */
        post: operations["complete_image_fleet_firmware__imageId__complete_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/firmware/{imageId}/part": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload Part
         * @description Upload a part of `partBytes` bytes, the last one what is left; again if need be.
         */
        put: operations["upload_part_fleet_firmware__imageId__part_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/firmware/{imageId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw Image
         * @description Never offer the image again, and abort its roll-outs; its version stays taken.
         */
        post: operations["withdraw_image_fleet_firmware__imageId__withdraw_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/rollout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rollouts
         * @description Roll-outs with their counts, the newest first.
         */
        get: operations["list_rollouts_fleet_rollout_get"];
        put?: never;
        /**
         * Start Rollout
         * @description Begin with the first wave, of the devices that have reported the image's hardware.
         *
         *     Named devices that have not reported yet wait for their first report; those that cannot
         *     take the image are skipped, with the reason.
         */
        post: operations["start_rollout_fleet_rollout_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/rollout/{rolloutId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Rollout
         * @description One roll-out: devices by wave and phase.
         */
        get: operations["read_rollout_fleet_rollout__rolloutId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/rollout/{rolloutId}/abort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Abort Rollout
         * @description Offer the image to nobody else, for good; who has begun goes on.
         */
        post: operations["abort_rollout_fleet_rollout__rolloutId__abort_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/rollout/{rolloutId}/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Advance Rollout
         * @description Begin the next wave, whatever has become of this one.
         */
        post: operations["advance_rollout_fleet_rollout__rolloutId__advance_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/rollout/{rolloutId}/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Targets
         * @description Its devices by id, with what they said; `phase=failed` shows why.
         */
        get: operations["list_targets_fleet_rollout__rolloutId__device_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/rollout/{rolloutId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause Rollout
         * @description Offer the image to nobody else for now; who has begun goes on.
         */
        post: operations["pause_rollout_fleet_rollout__rolloutId__pause_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/rollout/{rolloutId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume Rollout
         * @description Go on; the wave begins anew.
         */
        post: operations["resume_rollout_fleet_rollout__rolloutId__resume_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Fleet Summary
         * @description How many devices are online, offline, faulted, and so on.
         */
        get: operations["read_fleet_summary_fleet_summary_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pki/claim.crl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Claim Revocations
         * @description Revoked claim certificates of batches: a signed list (RFC 5280, PEM).
         */
        get: operations["read_claim_revocations_pki_claim_crl_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pki/device.crl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Device Revocations
         * @description Revoked devices' certificates: a signed list (RFC 5280, PEM), valid for 7 days.
         */
        get: operations["read_device_revocations_pki_device_crl_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pki/server-ca.pem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Server Authority
         * @description Who signs the servers' certificates. A device trusts what it was made with, not this.
         */
        get: operations["read_server_authority_pki_server_ca_pem_get"];
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
         * AbortBody
         * @description Abort when of at least so many finished devices this share has failed.
         */
        AbortBody: {
            /**
             * Failureratio
             * @default 0.2
             */
            failureRatio: number;
            /**
             * Minimumfinished
             * @default 5
             */
            minimumFinished: number;
        };
        /**
         * BatchAnswer
         * @description A batch.
         */
        BatchAnswer: {
            /** Batchid */
            batchId: string;
            /** Claimserials */
            claimSerials: string[];
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Name */
            name: string;
            reason: components["schemas"]["EndReason"] | null;
            /** Revokedat */
            revokedAt: string | null;
        };
        /**
         * BatchBody
         * @description Devices that leave the factory with one claim.
         */
        BatchBody: {
            /**
             * Batchid
             * @description The name in the claim certificate.
             */
            batchId: string;
            /**
             * Claimserials
             * @description Without, it could not be revoked.
             */
            claimSerials: string[];
            /**
             * Name
             * @description For people.
             * @default
             */
            name: string;
        };
        /**
         * BatchRevokedAnswer
         * @description What went with the batch.
         */
        BatchRevokedAnswer: {
            /** Devicesrevoked */
            devicesRevoked: number;
        };
        /**
         * CalibrationBody
         * @description Corrections of the sensors, as measured against a reference meter.
         */
        CalibrationBody: {
            /**
             * Currentgain
             * @default 1
             */
            currentGain: number;
            /**
             * Offsetw
             * @default 0
             */
            offsetW: number;
            /**
             * Phaseshiftdeg
             * @default 0
             */
            phaseShiftDeg: number;
            /**
             * Voltagegain
             * @default 1
             */
            voltageGain: number;
        };
        /**
         * CertificateAnswer
         * @description A device's certificate, without the certificate itself.
         */
        CertificateAnswer: {
            /** Endedat */
            endedAt: string | null;
            /**
             * Issuedat
             * Format: date-time
             */
            issuedAt: string;
            /**
             * Keyfingerprint
             * @description SHA-256 of the public key.
             */
            keyFingerprint: string;
            /**
             * Notafter
             * Format: date-time
             */
            notAfter: string;
            origin: components["schemas"]["Origin"];
            reason: components["schemas"]["EndReason"] | null;
            /**
             * Registerbefore
             * Format: date-time
             */
            registerBefore: string;
            /** Serial */
            serial: string;
            state: components["schemas"]["CertificateState"];
        };
        /**
         * CertificateState
         * @description Where a certificate is in its life. Only pending and active ones are worth anything.
         * @enum {string}
         */
        CertificateState: "pending" | "active" | "superseded" | "revoked" | "expired";
        /**
         * Change
         * @description What happened to a device.
         * @enum {string}
         */
        Change: "online" | "offline" | "faulted" | "fault_cleared";
        /**
         * CommandAnswer
         * @description A command and how it ended.
         */
        CommandAnswer: {
            /**
             * Commandid
             * Format: uuid
             */
            commandId: string;
            /** Detail */
            detail: string;
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /** Finishedat */
            finishedAt: string | null;
            kind: components["schemas"]["CommandKind"];
            /** @description None while it is pending. */
            outcome: components["schemas"]["Outcome"] | null;
            /**
             * Requestedat
             * Format: date-time
             */
            requestedAt: string;
        };
        /**
         * CommandBody
         * @description What the device shall do once.
         */
        CommandBody: {
            kind: components["schemas"]["CommandKind"];
            /**
             * Validfors
             * @description After which it is not done any more.
             * @default 3600
             */
            validForS: number;
        };
        /**
         * CommandKind
         * @description What there is to do.
         * @enum {string}
         */
        CommandKind: "reboot" | "renew_certificate" | "provision_again" | "identify";
        /**
         * ConfigurationAnswer
         * @description What the device is to work by, and what it works by.
         */
        ConfigurationAnswer: {
            desired: components["schemas"]["ShownConfiguration"];
            /** Desiredat */
            desiredAt: string | null;
            /**
             * Isfollowed
             * @description The device works as wished.
             */
            isFollowed: boolean;
            /**
             * Rejected
             * @description Why it does not, in its own words.
             */
            rejected: string | null;
            reported: components["schemas"]["ShownConfiguration"] | null;
            /** Reportedat */
            reportedAt: string | null;
            /** Reportedversion */
            reportedVersion: number | null;
            /**
             * Version
             * @description 0: nobody has wished for anything yet.
             */
            version: number;
        };
        /**
         * ConfigurationBody
         * @description How the device shall measure and send. K is the registry's; calibration is for operators.
         *
         *     Without a calibration the present one stays.
         */
        ConfigurationBody: {
            /**
             * @default {
             *       "currentGain": 1,
             *       "voltageGain": 1,
             *       "phaseShiftDeg": 0,
             *       "offsetW": 0
             *     }
             */
            calibration: components["schemas"]["CalibrationBody"];
            /**
             * Onchangew
             * @description A reading at once when power changed by so much, in W; 0: never.
             * @default 300
             */
            onChangeW: number;
            /**
             * Reportingintervals
             * @description A reading at least so often, in seconds.
             * @default 60
             */
            reportingIntervalS: number;
        };
        /**
         * DeviceEventItem
         * @description What happened to a device.
         */
        DeviceEventItem: {
            /**
             * Fault
             * @description Of `faulted` and `fault_cleared`.
             */
            fault: string | null;
            kind: components["schemas"]["Change"];
            /**
             * Occurredat
             * Format: date-time
             */
            occurredAt: string;
        };
        /**
         * DeviceFirmwareAnswer
         * @description What a device runs, as it last reported, and its newest update.
         */
        DeviceFirmwareAnswer: {
            /** Deviceid */
            deviceId: string;
            /** Hardware */
            hardware: string | null;
            update: components["schemas"]["OwnUpdateAnswer"] | null;
            /** Version */
            version: string | null;
        };
        /**
         * DeviceStatusAnswer
         * @description How a device is. What it never said of itself is null.
         */
        DeviceStatusAnswer: {
            /** Buffercapacity */
            bufferCapacity: number | null;
            /**
             * Buffered
             * @description Readings that wait to be acknowledged.
             */
            buffered: number | null;
            /**
             * Cadences
             * @description Longest time between two readings.
             */
            cadenceS: number | null;
            /**
             * Clockoffsetms
             * @description Last correction of its clock.
             */
            clockOffsetMs: number | null;
            /**
             * Configurationversion
             * @description By which it works; 0: its own.
             */
            configurationVersion: number | null;
            /** Deviceid */
            deviceId: string;
            /** Faults */
            faults: components["schemas"]["FaultItem"][];
            /** Firmware */
            firmware: string | null;
            /** Hardware */
            hardware: string | null;
            /**
             * Lastseenat
             * @description Newest reading or status received.
             */
            lastSeenAt: string | null;
            /**
             * Reportedat
             * @description When it said what follows.
             */
            reportedAt: string | null;
            /**
             * Rssidbm
             * @description Wi-Fi signal.
             */
            rssiDbm: number | null;
            /**
             * Since
             * @description When it came into that state.
             */
            since: string | null;
            /** @description `never`: not heard yet. */
            state: components["schemas"]["State"];
            /** Uptimes */
            uptimeS: number | null;
        };
        /**
         * EndReason
         * @description Why a certificate is not accepted any more. What an operator may give comes first.
         * @enum {string}
         */
        EndReason: "stolen" | "compromised" | "decommissioned" | "released" | "superseded" | "not_registered" | "rival_registered";
        /**
         * FaultItem
         * @description What the device says is wrong.
         */
        FaultItem: {
            /**
             * Fault
             * @description `measuring_failed`, `sending_failed`, or the device's own.
             */
            fault: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
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
         * FleetDeviceAnswer
         * @description All we know of a device.
         */
        FleetDeviceAnswer: {
            /** Buffercapacity */
            bufferCapacity: number | null;
            /**
             * Buffered
             * @description Readings that wait to be acknowledged.
             */
            buffered: number | null;
            /**
             * Cadences
             * @description Longest time between two readings.
             */
            cadenceS: number | null;
            /**
             * Certificateserial
             * @description Of its newest connection, as it says.
             */
            certificateSerial: string | null;
            /**
             * Clockoffsetms
             * @description Last correction of its clock.
             */
            clockOffsetMs: number | null;
            /**
             * Configurationversion
             * @description By which it works; 0: its own.
             */
            configurationVersion: number | null;
            /**
             * Connection
             * @description Number of its newest connection.
             */
            connection: number | null;
            /**
             * Connectionendedat
             * @description When its last will arrived.
             */
            connectionEndedAt: string | null;
            /** Deviceid */
            deviceId: string;
            /**
             * Facilityid
             * @description Where it measures now.
             */
            facilityId: string | null;
            /** Faults */
            faults: components["schemas"]["FaultItem"][];
            /** Firmware */
            firmware: string | null;
            /** Hardware */
            hardware: string | null;
            /** @description null: on no manufacturing list. */
            identity: components["schemas"]["IdentityItem"] | null;
            /**
             * Lastseenat
             * @description Newest reading or status received.
             */
            lastSeenAt: string | null;
            /** Newestsequence */
            newestSequence: number | null;
            /**
             * Oldestsequence
             * @description The oldest reading it still has.
             */
            oldestSequence: number | null;
            /**
             * Reportedat
             * @description When it said what follows.
             */
            reportedAt: string | null;
            /**
             * Rssidbm
             * @description Wi-Fi signal.
             */
            rssiDbm: number | null;
            /**
             * Since
             * @description When it came into that state.
             */
            since: string | null;
            /** @description `never`: not heard yet. */
            state: components["schemas"]["State"];
            /** Uptimes */
            uptimeS: number | null;
        };
        /**
         * FleetOrder
         * @description How a list of devices is sorted.
         * @enum {string}
         */
        FleetOrder: "deviceId" | "lastSeen";
        /**
         * FleetSummaryAnswer
         * @description How many devices are how.
         */
        FleetSummaryAnswer: {
            /**
             * Byfault
             * @description The 100 most frequent faults: how many devices have each.
             */
            byFault: {
                [key: string]: number;
            };
            /**
             * Byfirmware
             * @description The 100 most frequent versions.
             */
            byFirmware: {
                [key: string]: number;
            };
            /**
             * Faulted
             * @description Devices with at least one fault.
             */
            faulted: number;
            /**
             * Manufactured
             * @description On the manufacturing list, not provisioned yet.
             */
            manufactured: number;
            /** Neverseen */
            neverSeen: number;
            /** Offline */
            offline: number;
            /** Online */
            online: number;
            /**
             * Otherfaults
             * @description How often further faults occur, together; 0 when `byFault` names all.
             */
            otherFaults: number;
            /** Provisioned */
            provisioned: number;
            /** Provisionedwithoutfacility */
            provisionedWithoutFacility: number;
            /** Revoked */
            revoked: number;
            /** Total */
            total: number;
        };
        /**
         * IdentityItem
         * @description What the factory and the certificates say of a device.
         */
        IdentityItem: {
            /** Batchid */
            batchId: string;
            /**
             * Certificateexpiresat
             * @description Of the one it works with.
             */
            certificateExpiresAt: string | null;
            /** Claimedat */
            claimedAt: string | null;
            /** Revokedat */
            revokedAt: string | null;
            /** Serialnumber */
            serialNumber: string;
            state: components["schemas"]["IdentityState"];
        };
        /**
         * IdentityState
         * @description How a device stands by the manufacturing list.
         * @enum {string}
         */
        IdentityState: "manufactured" | "provisioned" | "revoked";
        /**
         * ImageAnswer
         * @description An image; its bytes go in `parts` parts of `partBytes`, the last one shorter.
         */
        ImageAnswer: {
            /** Hardware */
            hardware: string;
            /**
             * Imageid
             * Format: uuid
             */
            imageId: string;
            /** Notes */
            notes: string;
            /**
             * Partbytes
             * @default 65536
             */
            partBytes: number;
            /** Parts */
            parts: number;
            /**
             * Registeredat
             * Format: date-time
             */
            registeredAt: string;
            /** Registeredby */
            registeredBy: string;
            /** Sha256 */
            sha256: string;
            /** Signature */
            signature: string;
            /** Sizebytes */
            sizeBytes: number;
            state: components["schemas"]["ImageState"];
            /** Version */
            version: string;
        };
        /**
         * ImageBody
         * @description An image to be uploaded.
         */
        ImageBody: {
            /** Hardware */
            hardware: string;
            /**
             * Notes
             * @default
             */
            notes: string;
            /** Sha256 */
            sha256: string;
            /**
             * Signature
             * @description Base64 of the Ed25519 signature over `meriggio-firmware:{hardware}:{version}:{sizeBytes}:{sha256}`.
             */
            signature: string;
            /** Sizebytes */
            sizeBytes: number;
            /**
             * Version
             * @description Semantic Version.
             */
            version: string;
        };
        /**
         * ImageState
         * @description How far an image is.
         * @enum {string}
         */
        ImageState: "uploading" | "ready" | "withdrawn";
        /**
         * ListedDeviceAnswer
         * @description What became of a row.
         */
        ListedDeviceAnswer: {
            /** Deviceid */
            deviceId: string;
            outcome: components["schemas"]["Listing"];
            /** Serialnumber */
            serialNumber: string;
        };
        /**
         * Listing
         * @description What became of a row of the manufacturing list.
         * @enum {string}
         */
        Listing: "added" | "known" | "serial_number_taken" | "device_id_taken";
        /**
         * ManufacturedDeviceBody
         * @description A row of the manufacturing list.
         */
        ManufacturedDeviceBody: {
            /** Batch */
            batch: string;
            /**
             * Deviceid
             * @description Its name from now on; without: the serial number.
             */
            deviceId?: string | null;
            /**
             * Serialnumber
             * @description As on the device's label.
             */
            serialNumber: string;
        };
        /**
         * ManufacturingListAnswer
         * @description What became of each row, in their order.
         */
        ManufacturingListAnswer: {
            /** Devices */
            devices: components["schemas"]["ListedDeviceAnswer"][];
        };
        /**
         * ManufacturingListBody
         * @description Devices that the factory has made.
         */
        ManufacturingListBody: {
            /** Devices */
            devices: components["schemas"]["ManufacturedDeviceBody"][];
        };
        /**
         * Origin
         * @description What it was asked for with.
         * @enum {string}
         */
        Origin: "claim" | "renewal";
        /**
         * Outcome
         * @description How a command ended.
         * @enum {string}
         */
        Outcome: "done" | "failed" | "refused" | "expired";
        /**
         * OwnUpdateAnswer
         * @description The newest update of a device.
         */
        OwnUpdateAnswer: {
            /**
             * Changedat
             * Format: date-time
             */
            changedAt: string;
            /** Detail */
            detail: string;
            /** Offeredat */
            offeredAt: string | null;
            /** Percent */
            percent: number;
            phase: components["schemas"]["Phase"];
            /**
             * Supposed
             * @description Concluded by us; the device has not said it itself.
             */
            supposed: boolean;
            /** Version */
            version: string;
        };
        /**
         * Phase
         * @description How far a device's update is.
         * @enum {string}
         */
        Phase: "waiting" | "offered" | "downloading" | "verifying" | "installing" | "confirmed" | "rolled_back" | "failed" | "refused" | "timed_out" | "skipped" | "missed" | "cancelled";
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
         * ReceiptAnswer
         * @description What became of the readings; the accepted ones are durable.
         */
        ReceiptAnswer: {
            /** Accepted */
            accepted: number;
            /** Errors */
            errors: components["schemas"]["RefusedItemAnswer"][];
            /**
             * Receiptid
             * Format: uuid
             * @description Names this post in our log.
             */
            receiptId: string;
            /** Refused */
            refused: number;
        };
        /**
         * RefusedItemAnswer
         * @description A reading that does not count as it is.
         */
        RefusedItemAnswer: {
            /**
             * Code
             * @description Stable; the reasons of dead letters.
             */
            code: string;
            /** Detail */
            detail: string;
            /**
             * Field
             * @description Where it is wrong, if in one field.
             */
            field: string | null;
            /**
             * Index
             * @description Which of those sent, from 0.
             */
            index: number;
        };
        /**
         * RevokeBatchBody
         * @description Why a claim is not to open anything any more.
         */
        RevokeBatchBody: {
            /**
             * Devices
             * @description Also the devices that were provisioned with it.
             * @default false
             */
            devices: boolean;
            /**
             * Reason
             * @description `decommissioned` is for ever.
             * @enum {string}
             */
            reason: "stolen" | "compromised" | "decommissioned";
        };
        /**
         * RevokeBody
         * @description Why a device is not to be heard any more.
         */
        RevokeBody: {
            /**
             * Reason
             * @description `decommissioned` is for ever.
             * @enum {string}
             */
            reason: "stolen" | "compromised" | "decommissioned";
        };
        /**
         * RolloutAnswer
         * @description A roll-out; `wave` counts from 0.
         */
        RolloutAnswer: {
            abort: components["schemas"]["AbortBody"];
            /** Batch */
            batch: string | null;
            /** Deviceids */
            deviceIds: string[];
            /** Devices */
            devices: {
                [key: string]: number;
            };
            /** Force */
            force: boolean;
            /** Hardware */
            hardware: string;
            /**
             * Imageid
             * Format: uuid
             */
            imageId: string;
            /** Reason */
            reason: string;
            /**
             * Rolloutid
             * Format: uuid
             */
            rolloutId: string;
            /**
             * Startedat
             * Format: date-time
             */
            startedAt: string;
            /** Startedby */
            startedBy: string;
            state: components["schemas"]["RolloutState"];
            /** Successratio */
            successRatio: number | null;
            /** Version */
            version: string;
            /** Wave */
            wave: number;
            /** Waveminimums */
            waveMinimumS: number;
            /** Waves */
            waves: components["schemas"]["WaveAnswer"][];
            /**
             * Wavestartedat
             * Format: date-time
             */
            waveStartedAt: string;
        };
        /**
         * RolloutBody
         * @description Which image goes to whom, and how fast.
         */
        RolloutBody: {
            /**
             * @default {
             *       "failureRatio": 0.2,
             *       "minimumFinished": 5
             *     }
             */
            abort: components["schemas"]["AbortBody"];
            /** Batch */
            batch?: string | null;
            /**
             * Deviceids
             * @default []
             */
            deviceIds: string[];
            /**
             * Force
             * @description Also to devices that run a newer version, or an unreadable one.
             * @default false
             */
            force: boolean;
            /**
             * Imageid
             * Format: uuid
             */
            imageId: string;
            /**
             * Successratio
             * @description Of a wave's devices, for the next one to begin; null: by `advance`.
             * @default 0.9
             */
            successRatio: number | null;
            /**
             * Waveminimums
             * @default 3600
             */
            waveMinimumS: number;
            /**
             * Waves
             * @default [
             *       {
             *         "percent": 5,
             *         "batches": []
             *       },
             *       {
             *         "percent": 25,
             *         "batches": []
             *       },
             *       {
             *         "percent": 100,
             *         "batches": []
             *       }
             *     ]
             */
            waves: components["schemas"]["WaveBody"][];
        };
        /**
         * RolloutState
         * @description How a roll-out is.
         * @enum {string}
         */
        RolloutState: "running" | "paused" | "aborted" | "completed";
        /**
         * ShownConfiguration
         * @description With the K that the device is told.
         */
        ShownConfiguration: {
            /**
             * @default {
             *       "currentGain": 1,
             *       "voltageGain": 1,
             *       "phaseShiftDeg": 0,
             *       "offsetW": 0
             *     }
             */
            calibration: components["schemas"]["CalibrationBody"];
            /**
             * Onchangew
             * @description A reading at once when power changed by so much, in W; 0: never.
             * @default 300
             */
            onChangeW: number;
            /**
             * Reportingintervals
             * @description A reading at least so often, in seconds.
             * @default 60
             */
            reportingIntervalS: number;
            /** Transformationconstant */
            transformationConstant: number;
        };
        /**
         * State
         * @description Whether the device is there.
         * @enum {string}
         */
        State: "never" | "online" | "offline";
        /**
         * TargetAnswer
         * @description A device in a roll-out.
         */
        TargetAnswer: {
            /**
             * Changedat
             * Format: date-time
             */
            changedAt: string;
            /** Detail */
            detail: string;
            /** Deviceid */
            deviceId: string;
            /** Fromversion */
            fromVersion: string;
            /** Offeredat */
            offeredAt: string | null;
            /** Percent */
            percent: number;
            phase: components["schemas"]["Phase"];
            /**
             * Supposed
             * @description Concluded by us; the device has not said it itself.
             */
            supposed: boolean;
            /**
             * Updateid
             * Format: uuid
             */
            updateId: string;
            /** Wave */
            wave: number;
        };
        /**
         * WaveAnswer
         * @description A wave and how many of its devices are in which phase.
         */
        WaveAnswer: {
            /** Batches */
            batches: string[];
            /** Devices */
            devices: {
                [key: string]: number;
            };
            /** Percent */
            percent: number;
        };
        /**
         * WaveBody
         * @description The devices of these batches, and of the others the first `percent` of a hundred.
         */
        WaveBody: {
            /**
             * Batches
             * @default []
             */
            batches: string[];
            /**
             * Percent
             * @default 0
             */
            percent: number;
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
    list_commands_device__deviceId__command_get: {
        parameters: {
            query?: {
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["CommandAnswer"][];
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No facility has it now. */
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
    request_command_device__deviceId__command_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No facility has it now. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of its kind is pending. */
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
    read_configuration_device__deviceId__configuration_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["ConfigurationAnswer"];
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No facility has it now. */
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
    configure_device__deviceId__configuration_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to change, as in `ETag`: `"3"`; without: any. */
                "if-match"?: string | null;
            };
            path: {
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigurationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationAnswer"];
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No facility has it now. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_device_events_device__deviceId__event_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                deviceId: string;
            };
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
                    "application/json": components["schemas"]["DeviceEventItem"][];
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No facility has it now. */
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
    read_own_firmware_device__deviceId__firmware_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["DeviceFirmwareAnswer"];
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No facility has it now. */
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
    read_device_status_device__deviceId__status_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["DeviceStatusAnswer"];
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No facility has it now. */
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
    post_readings_energy_data__post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The device's own id; the same as in the topic, where the topic has one.
                     * @example meter-0001
                     */
                    deviceId: string;
                    /**
                     * @description Mean active power since the previous reading, in W: positive while the facility withdraws from the grid, negative while it feeds in.
                     * @example 412.5
                     * @example -2300
                     */
                    energyValue: number;
                    exportWh?: number | null;
                    firmware?: string | null;
                    importWh?: number | null;
                    revision?: number | null;
                    sequence?: number | null;
                    /**
                     * Format: date-time
                     * @description End of the measured interval, RFC 3339 with a zone.
                     * @example 2026-06-21T12:00:00Z
                     */
                    timestamp: string;
                } | {
                    /**
                     * @description The device's own id; the same as in the topic, where the topic has one.
                     * @example meter-0001
                     */
                    deviceId: string;
                    /**
                     * @description Mean active power since the previous reading, in W: positive while the facility withdraws from the grid, negative while it feeds in.
                     * @example 412.5
                     * @example -2300
                     */
                    energyValue: number;
                    exportWh?: number | null;
                    firmware?: string | null;
                    importWh?: number | null;
                    revision?: number | null;
                    sequence?: number | null;
                    /**
                     * Format: date-time
                     * @description End of the measured interval, RFC 3339 with a zone.
                     * @example 2026-06-21T12:00:00Z
                     */
                    timestamp: string;
                }[];
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptAnswer"];
                };
            };
            /** @description Nothing is accepted; `errors` says of each reading why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access to it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody has heard of it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes than are read. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many readings of the device; after `Retry-After`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was accepted could not be made durable in time; send it again after `Retry-After`. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_image_firmware__imageId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                imageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The range asked for; of several, the whole. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The image of `If-None-Match`. */
            304: {
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
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range begins behind the last byte. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many downloads; try again after Retry-After. */
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
    list_batches_fleet_batch_get: {
        parameters: {
            query?: {
                /** @description How many entries at most. */
                limit?: number;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"][];
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
            /** @description No operator's token. */
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
    add_batch_fleet_batch_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAnswer"];
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
            /** @description No operator's token. */
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
    revoke_batch_fleet_batch__batchId__revoke_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeBatchBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchRevokedAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such batch or device. */
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
    list_devices_fleet_device_get: {
        parameters: {
            query?: {
                batchId?: string | null;
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                fault?: string | null;
                faulted?: boolean | null;
                firmware?: string | null;
                hardware?: string | null;
                hasFacility?: boolean | null;
                /** @description How many entries at most. */
                limit?: number;
                sort?: components["schemas"]["FleetOrder"];
                standing?: components["schemas"]["IdentityState"] | null;
                state?: components["schemas"]["State"] | null;
                /** @description Part of the device's id or serial number, in any case. */
                text?: string | null;
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
                    "application/json": components["schemas"]["FleetDeviceAnswer"][];
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
            /** @description No operator's token. */
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
    list_devices_fleet_device_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManufacturingListBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManufacturingListAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such batch or device. */
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
    read_fleet_device_fleet_device__deviceId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["FleetDeviceAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody has heard of it. */
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
    list_certificates_fleet_device__deviceId__certificate_get: {
        parameters: {
            query?: {
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["CertificateAnswer"][];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such batch or device. */
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
    allow_early_renewal_fleet_device__deviceId__certificate_early_renewal_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such batch or device. */
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
    list_commands_fleet_device__deviceId__command_get: {
        parameters: {
            query?: {
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["CommandAnswer"][];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody has heard of it. */
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
    request_command_fleet_device__deviceId__command_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody has heard of it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of its kind is pending. */
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
    read_configuration_fleet_device__deviceId__configuration_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["ConfigurationAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody has heard of it. */
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
    configure_fleet_device__deviceId__configuration_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to change, as in `ETag`: `"3"`; without: any. */
                "if-match"?: string | null;
            };
            path: {
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigurationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody has heard of it. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another version. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_firmware_fleet_device__deviceId__firmware_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
                    "application/json": components["schemas"]["DeviceFirmwareAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody has heard of it. */
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
    release_device_fleet_device__deviceId__release_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such batch or device. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Decommissioned for ever. */
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
    revoke_device_fleet_device__deviceId__revoke_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeBody"];
            };
        };
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such batch or device. */
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
    list_images_fleet_firmware_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
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
                    "application/json": components["schemas"]["ImageAnswer"][];
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
            /** @description No operator's token. */
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
    announce_image_fleet_firmware_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    read_image_fleet_firmware__imageId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                imageId: string;
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
                    "application/json": components["schemas"]["ImageAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
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
    discard_image_fleet_firmware__imageId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                imageId: string;
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    complete_image_fleet_firmware__imageId__complete_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                imageId: string;
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
                    "application/json": components["schemas"]["ImageAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    upload_part_fleet_firmware__imageId__part_put: {
        parameters: {
            query?: {
                /** @description Which part, from 0. */
                number?: number;
            };
            header?: never;
            path: {
                imageId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": string;
            };
        };
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    withdraw_image_fleet_firmware__imageId__withdraw_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                imageId: string;
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
                    "application/json": components["schemas"]["ImageAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    list_rollouts_fleet_rollout_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
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
                    "application/json": components["schemas"]["RolloutAnswer"][];
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
            /** @description No operator's token. */
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
    start_rollout_fleet_rollout_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolloutBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    read_rollout_fleet_rollout__rolloutId__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rolloutId: string;
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
                    "application/json": components["schemas"]["RolloutAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
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
    abort_rollout_fleet_rollout__rolloutId__abort_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rolloutId: string;
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
                    "application/json": components["schemas"]["RolloutAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    advance_rollout_fleet_rollout__rolloutId__advance_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rolloutId: string;
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
                    "application/json": components["schemas"]["RolloutAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    list_targets_fleet_rollout__rolloutId__device_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
                /** @description Only these; all by default. */
                phase?: components["schemas"]["Phase"][] | null;
            };
            header?: never;
            path: {
                rolloutId: string;
            };
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
                    "application/json": components["schemas"]["TargetAnswer"][];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
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
    pause_rollout_fleet_rollout__rolloutId__pause_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rolloutId: string;
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
                    "application/json": components["schemas"]["RolloutAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    resume_rollout_fleet_rollout__rolloutId__resume_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rolloutId: string;
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
                    "application/json": components["schemas"]["RolloutAnswer"];
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
            /** @description No operator's token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As things stand, it cannot be done. */
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
    read_fleet_summary_fleet_summary_get: {
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
                    "application/json": components["schemas"]["FleetSummaryAnswer"];
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
            /** @description No operator's token. */
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
    read_claim_revocations_pki_claim_crl_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` known. */
                "If-None-Match"?: string | null;
            };
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
                    "application/x-pem-file": string;
                };
            };
            /** @description Still the known one. */
            304: {
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
            /** @description There is none here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is away; the list there is holds on. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_device_revocations_pki_device_crl_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` known. */
                "If-None-Match"?: string | null;
            };
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
                    "application/x-pem-file": string;
                };
            };
            /** @description Still the known one. */
            304: {
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
            /** @description There is none here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The database is away; the list there is holds on. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_server_authority_pki_server_ca_pem_get: {
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
                    "application/x-pem-file": string;
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
            /** @description There is none here. */
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
