// Made by "npm run api" from docs/reference/openapi-community.json; do not edit.
export interface paths {
    "/community": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Communities
         * @description All communities by name, for whoever looks for one to join.
         */
        get: operations["list_communities_community_get"];
        put?: never;
        /**
         * Create Community
         * @description Found a community; the caller becomes its representative (FR8.1).
         */
        post: operations["create_community_community_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Community
         * @description A community, for its representative and whoever has a role in one of its facilities.
         */
        get: operations["read_community_community__communityId__get"];
        /**
         * Change Community
         * @description Replace the settings; for the representative.
         */
        put: operations["change_community_community__communityId__put"];
        post?: never;
        /**
         * Remove Community
         * @description Remove the community and release its facilities; for the representative (FR8.2).
         */
        delete: operations["remove_community_community__communityId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Changes Of Community
         * @description Who changed what of the community, newest first; for the representative.
         */
        get: operations["list_changes_of_community_community__communityId__audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Devices
         * @description The devices that measure at its facilities, by id; for the representative.
         */
        get: operations["list_devices_community__communityId__device_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/eligibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check Eligibility
         * @description What is missing and which facility breaks which rule; for representative and members.
         */
        get: operations["check_eligibility_community__communityId__eligibility_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/facility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Facilities
         * @description Its facilities in order of joining, for its representative and members.
         */
        get: operations["list_facilities_community__communityId__facility_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/facility/{facilityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Join
         * @description Consent to the membership, as representative or as owner of the facility.
         *
         *     200 when both sides have agreed, 202 while the other side has not.
         */
        put: operations["join_community__communityId__facility__facilityId__put"];
        post?: never;
        /**
         * Leave
         * @description End the membership, or take back or decline what waits; for either side.
         */
        delete: operations["leave_community__communityId__facility__facilityId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Offers Of Community
         * @description Requests and invitations that wait, oldest first; for the representative.
         */
        get: operations["list_offers_of_community_community__communityId__offer_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/representative": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Transfer Representation
         * @description Propose the next representative, as representative; or accept, as who is proposed.
         *
         *     202 while who is proposed has not accepted, 200 when the named user is the representative.
         */
        put: operations["transfer_representation_community__communityId__representative_put"];
        post?: never;
        /**
         * End Proposal
         * @description Take the proposal back, as representative; or decline, as who is proposed.
         */
        delete: operations["end_proposal_community__communityId__representative_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/community/{communityId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Community
         * @description Undo a removal within 30 days; for who represented the community.
         *
         *     It comes back without facilities: each is asked again. Again: nothing changes.
         */
        post: operations["restore_community_community__communityId__restore_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Facility
         * @description Add a facility; the caller becomes its owner (FR5.1).
         */
        post: operations["create_facility_facility_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Facility
         * @description A facility with its device and community, for everybody with a role in it.
         */
        get: operations["read_facility_facility__facilityId__get"];
        /**
         * Change Facility
         * @description Replace the settings; for owners (FR6.2).
         */
        put: operations["change_facility_facility__facilityId__put"];
        post?: never;
        /**
         * Remove Facility
         * @description Remove the facility, its device with it; for owners (FR5.2).
         */
        delete: operations["remove_facility_facility__facilityId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Changes Of Facility
         * @description Who changed what of the facility, newest first; for the owners.
         */
        get: operations["list_changes_of_facility_facility__facilityId__audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/community": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Communities
         * @description The community it belongs to, or none (R1); for everybody with a role in it.
         */
        get: operations["list_communities_facility__facilityId__community_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Devices
         * @description The device that measures here, or none; for everybody with a role in the facility.
         */
        get: operations["list_devices_facility__facilityId__device_get"];
        /**
         * Attach Device
         * @description Associate a device, in place of the present one if any; for owners (FR7.1).
         */
        put: operations["attach_device_facility__facilityId__device_put"];
        post?: never;
        /**
         * Detach Device
         * @description Free the device; for owners (FR7.2).
         */
        delete: operations["detach_device_facility__facilityId__device_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invitations
         * @description What waits, oldest first; for owners.
         */
        get: operations["list_invitations_facility__facilityId__invitation_get"];
        put?: never;
        /**
         * Invite User
         * @description Invite whoever has the address, in place of an earlier invitation; for owners.
         *
         *     Shown to who signs in with that confirmed address, who is also written where the operator
         *     has set up mail: at most 50 mails of a user and 3 to an address in 24 hours.
         */
        post: operations["invite_user_facility__facilityId__invitation_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/invitation/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw Invitation
         * @description Take an invitation back; for owners.
         */
        delete: operations["withdraw_invitation_facility__facilityId__invitation__invitationId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Offers Of Facility
         * @description Invitations and requests that wait, oldest first; for the owners.
         */
        get: operations["list_offers_of_facility_facility__facilityId__offer_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Facility
         * @description Undo a removal within 30 days; for who owned the facility.
         *
         *     It comes back with its users, without device and community. Again: nothing changes.
         */
        post: operations["restore_facility_facility__facilityId__restore_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/facility/{facilityId}/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users
         * @description Everybody with a role in the facility, owners first; for owners and managers.
         */
        get: operations["list_users_facility__facilityId__user_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/{userId}/facility/{facilityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Grant Access
         * @description Give a user a role in the facility, in place of an earlier one; for owners.
         *
         *     Whether the user exists is the user service's knowledge: any id can be given.
         */
        put: operations["grant_access_user__userId__facility__facilityId__put"];
        post?: never;
        /**
         * Revoke Access
         * @description Take a user's role away, for owners; or give one's own up. Answers what it was.
         */
        delete: operations["revoke_access_user__userId__facility__facilityId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/community": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Communities
         * @description The communities the caller represents or has a facility in, by name.
         */
        get: operations["list_communities_user_community_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/community/removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Removed Communities
         * @description Communities that the caller represented; what goes first comes first.
         */
        get: operations["list_removed_communities_user_community_removed_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/facility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Facilities
         * @description The facilities in which the caller has a role, by name.
         */
        get: operations["list_facilities_user_facility_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/facility/removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Removed Facilities
         * @description Facilities that the caller owned when they were removed; what goes first comes first.
         */
        get: operations["list_removed_facilities_user_facility_removed_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Received Invitations
         * @description What waits for the caller's confirmed address, newest first.
         */
        get: operations["list_received_invitations_user_invitation_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/invitation/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Decline Invitation
         * @description Decline.
         */
        delete: operations["decline_invitation_user_invitation__invitationId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/invitation/{invitationId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Invitation
         * @description Take the role; a higher one that the caller has already stays.
         */
        post: operations["accept_invitation_user_invitation__invitationId__accept_post"];
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
         * AccessAnswer
         * @description A user's role in a facility.
         */
        AccessAnswer: {
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            role: components["schemas"]["FacilityRole"];
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * Action
         * @description What somebody asked for; what came of it is the difference of before and after.
         * @enum {string}
         */
        Action: "create_facility" | "change_facility" | "remove_facility" | "attach_device" | "detach_device" | "grant_access" | "revoke_access" | "restore_facility" | "create_community" | "change_community" | "remove_community" | "restore_community" | "join_community" | "leave_community" | "remove_account" | "invite_user" | "accept_invitation" | "end_invitation" | "transfer_representation";
        /**
         * ApplicantAnswer
         * @description A facility that asks to join: what all would see of a member.
         */
        ApplicantAnswer: {
            /** Maxconsumptionw */
            maxConsumptionW: number;
            /** Maxproductionw */
            maxProductionW: number;
            memberType: components["schemas"]["MemberType"];
            /** Name */
            name: string;
        };
        /**
         * AuditEntryAnswer
         * @description One change. `before` and `after` hold only what differs.
         *
         *     `before` is null for a new or restored entity, `after` for one that is removed.
         */
        AuditEntryAnswer: {
            action: components["schemas"]["Action"];
            /** After */
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Before */
            before: {
                [key: string]: unknown;
            } | null;
            /** By */
            by: string | null;
        };
        /**
         * ChangedFacilityBody
         * @description A facility's settings, and since when some of them are so.
         */
        ChangedFacilityBody: {
            /** Commissionedon */
            commissionedOn?: string | null;
            /**
             * Incentivesreduction
             * @default 0
             */
            incentivesReduction: number;
            /** Maxconsumptionw */
            maxConsumptionW: number;
            /**
             * Maxproductionw
             * @default 0
             */
            maxProductionW: number;
            memberType: components["schemas"]["MemberType"];
            meterKind: components["schemas"]["MeterKind"];
            /** Name */
            name: string;
            /** @default natural-person */
            ownerKind: components["schemas"]["OwnerKind"];
            /** @default photovoltaic */
            plantSource: components["schemas"]["PlantSource"];
            /** Primarysubstationcode */
            primarySubstationCode: string;
            /** Region */
            region: string;
            /**
             * Regionalbonus
             * @default true
             */
            regionalBonus: boolean;
            /** Storageefficiency */
            storageEfficiency?: number | null;
            /**
             * Transformationconstant
             * @default 1
             */
            transformationConstant: number;
            /**
             * Validfrom
             * @description Since when `memberType`, `ownerKind` and `incentivesReduction` are so, if they change: until then what they were counts. Without it they are corrected, for all of the time since they last changed.
             */
            validFrom?: string | null;
        };
        /**
         * CommunityAnswer
         * @description A community as its representative and members see it.
         */
        CommunityAnswer: {
            /**
             * Changedat
             * Format: date-time
             */
            changedAt: string;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Facilitycount */
            facilityCount: number;
            /** Marketzone */
            marketZone: string;
            /** Membercount */
            memberCount: number;
            /** Name */
            name: string;
            /** Primarysubstationcode */
            primarySubstationCode: string;
            /** Proposedrepresentativeid */
            proposedRepresentativeId: string | null;
            /**
             * Representativeid
             * Format: uuid
             */
            representativeId: string;
            role: components["schemas"]["CommunityRole"];
            status: components["schemas"]["CommunityStatus"];
            surplusPolicy: components["schemas"]["SurplusPolicyBody"];
            /** Version */
            version: number;
        };
        /**
         * CommunityBody
         * @description A community's settings; PUT replaces all of them.
         */
        CommunityBody: {
            /** Marketzone */
            marketZone: string;
            /** Name */
            name: string;
            /** Primarysubstationcode */
            primarySubstationCode: string;
            /**
             * @default {
             *       "thresholdW": 1000,
             *       "thresholdRatio": 0.1,
             *       "endRatio": 0.5,
             *       "minimumDurationS": 600,
             *       "cooldownS": 14400,
             *       "maximumAgeS": 900,
             *       "minimumFreshRatio": 0.7,
             *       "quietFrom": "21:00",
             *       "quietTo": "08:00",
             *       "timeZone": "Europe/Rome",
             *       "quietOnHolidays": false,
             *       "holidays": [],
             *       "holdOutRatio": 0,
             *       "wattsPerMember": 1000,
             *       "responseRatio": 0.25
             *     }
             */
            surplusPolicy: components["schemas"]["SurplusPolicyBody"];
        };
        /**
         * CommunityOfferAnswer
         * @description An offer as the representative sees it.
         */
        CommunityOfferAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** @description Null of an invitation: an owner has not agreed to be seen yet. */
            facility: components["schemas"]["ApplicantAnswer"] | null;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            kind: components["schemas"]["OfferKind"];
            /**
             * Offeredat
             * Format: date-time
             */
            offeredAt: string;
            /**
             * Offeredby
             * Format: uuid
             */
            offeredBy: string;
            /**
             * Status
             * @default pending
             * @constant
             */
            status: "pending";
            /** Validfrom */
            validFrom: string | null;
        };
        /**
         * CommunityRemovedAnswer
         * @description What went with the community.
         */
        CommunityRemovedAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Facilitiesreleased */
            facilitiesReleased: number;
        };
        /**
         * CommunityRole
         * @description What a user is in a community.
         * @enum {string}
         */
        CommunityRole: "representative" | "member";
        /**
         * CommunityStatus
         * @description R4: forming with fewer than two members, active from two.
         * @enum {string}
         */
        CommunityStatus: "forming" | "active";
        /**
         * CommunitySummary
         * @description What every signed-in user may know of a community: enough to find the right one.
         */
        CommunitySummary: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Facilitycount */
            facilityCount: number;
            /** Marketzone */
            marketZone: string;
            /** Membercount */
            memberCount: number;
            /** Name */
            name: string;
            /** Primarysubstationcode */
            primarySubstationCode: string;
            status: components["schemas"]["CommunityStatus"];
        };
        /**
         * DeviceAnswer
         * @description A device that measures, or measured, at a facility.
         */
        DeviceAnswer: {
            /** Deviceid */
            deviceId: string;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Transformationconstant */
            transformationConstant: number;
            /**
             * Validfrom
             * Format: date-time
             */
            validFrom: string;
            /** Validto */
            validTo?: string | null;
        };
        /**
         * DeviceBody
         * @description The device to attach, and since when it measures there (default: now).
         */
        DeviceBody: {
            /** Deviceid */
            deviceId: string;
            /** Proof */
            proof?: string | null;
            /** Validfrom */
            validFrom?: string | null;
        };
        /**
         * EligibilityAnswer
         * @description What the rules make of the community at present; no finding is the best news.
         */
        EligibilityAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Connectionpointcount */
            connectionPointCount: number;
            /** Consumercount */
            consumerCount: number;
            /** Eligible */
            eligible: boolean;
            /** Findings */
            findings: components["schemas"]["FindingAnswer"][];
            /** Membercount */
            memberCount: number;
            /** Olderplantpowerw */
            olderPlantPowerW: number;
            /** Olderplantshare */
            olderPlantShare: number;
            /** Plantpowerw */
            plantPowerW: number;
            /** Producercount */
            producerCount: number;
            status: components["schemas"]["CommunityStatus"];
        };
        /**
         * FacilityAnswer
         * @description A facility as the caller sees it.
         */
        FacilityAnswer: {
            /**
             * Changedat
             * Format: date-time
             */
            changedAt: string;
            /** Commissionedon */
            commissionedOn: string | null;
            community: components["schemas"]["FacilityCommunityAnswer"] | null;
            device: components["schemas"]["DeviceAnswer"] | null;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Incentivesreduction */
            incentivesReduction: number;
            /** Maxconsumptionw */
            maxConsumptionW: number;
            /** Maxproductionw */
            maxProductionW: number;
            memberType: components["schemas"]["MemberType"];
            meterKind: components["schemas"]["MeterKind"];
            /** Name */
            name: string;
            ownerKind: components["schemas"]["OwnerKind"];
            plantSource: components["schemas"]["PlantSource"];
            /** Primarysubstationcode */
            primarySubstationCode: string;
            /** Region */
            region: string;
            /** Regionalbonus */
            regionalBonus: boolean;
            role: components["schemas"]["FacilityRole"];
            /** Storageefficiency */
            storageEfficiency: number | null;
            /** Transformationconstant */
            transformationConstant: number;
            /** Version */
            version: number;
        };
        /**
         * FacilityBody
         * @description A facility's settings; PUT replaces all of them.
         */
        FacilityBody: {
            /** Commissionedon */
            commissionedOn?: string | null;
            /**
             * Incentivesreduction
             * @default 0
             */
            incentivesReduction: number;
            /** Maxconsumptionw */
            maxConsumptionW: number;
            /**
             * Maxproductionw
             * @default 0
             */
            maxProductionW: number;
            memberType: components["schemas"]["MemberType"];
            meterKind: components["schemas"]["MeterKind"];
            /** Name */
            name: string;
            /** @default natural-person */
            ownerKind: components["schemas"]["OwnerKind"];
            /** @default photovoltaic */
            plantSource: components["schemas"]["PlantSource"];
            /** Primarysubstationcode */
            primarySubstationCode: string;
            /** Region */
            region: string;
            /**
             * Regionalbonus
             * @default true
             */
            regionalBonus: boolean;
            /** Storageefficiency */
            storageEfficiency?: number | null;
            /**
             * Transformationconstant
             * @default 1
             */
            transformationConstant: number;
        };
        /**
         * FacilityCommunityAnswer
         * @description The community a facility belongs to.
         */
        FacilityCommunityAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Name */
            name: string;
            /**
             * Validfrom
             * Format: date-time
             */
            validFrom: string;
        };
        /**
         * FacilityRemovedAnswer
         * @description What went with the facility.
         */
        FacilityRemovedAnswer: {
            /** Communityleft */
            communityLeft: string | null;
            /** Devicereleased */
            deviceReleased: string | null;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
        };
        /**
         * FacilityRole
         * @description What a user may do: an owner everything, a manager see who has access too, a viewer see.
         * @enum {string}
         */
        FacilityRole: "owner" | "manager" | "viewer";
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
         * FindingAnswer
         * @description One rule that is not met, or a note.
         *
         *     `limit` and `found` are counts, W for a plant's power, or a share of 1; null where the rule
         *     has no number. `facilityIds` names at most 100 of `facilityCount` facilities.
         */
        FindingAnswer: {
            code: components["schemas"]["FindingCode"];
            /** Facilitycount */
            facilityCount: number;
            /** Facilityids */
            facilityIds: string[];
            /** Found */
            found: number | null;
            kind: components["schemas"]["FindingKind"];
            /** Limit */
            limit: number | null;
        };
        /**
         * FindingCode
         * @description What was found; stable, for a screen to translate.
         * @enum {string}
         */
        FindingCode: "too_few_members" | "too_few_connection_points" | "no_consumer" | "no_producer" | "substation_differs" | "plant_too_powerful" | "owner_excluded" | "older_plants_exceed_share" | "older_plants_without_premium";
        /**
         * FindingKind
         * @description What a finding means for the community.
         * @enum {string}
         */
        FindingKind: "missing" | "breach" | "note";
        /**
         * InvitationAnswer
         * @description An invitation that waits.
         */
        InvitationAnswer: {
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /**
             * Invitationid
             * Format: uuid
             */
            invitationId: string;
            /**
             * Invitedat
             * Format: date-time
             */
            invitedAt: string;
            /**
             * Invitedby
             * Format: uuid
             */
            invitedBy: string;
            role: components["schemas"]["FacilityRole"];
        };
        /**
         * InvitationBody
         * @description Whom to invite, and to which role.
         *
         *     The address is kept as a keyed hash only, and encrypted until the mail has left.
         */
        InvitationBody: {
            /** Email */
            email: string;
            role: components["schemas"]["FacilityRole"];
        };
        /**
         * MemberFacilityAnswer
         * @description A facility as its community sees it.
         */
        MemberFacilityAnswer: {
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Maxconsumptionw */
            maxConsumptionW: number;
            /** Maxproductionw */
            maxProductionW: number;
            memberType: components["schemas"]["MemberType"];
            /** Name */
            name: string;
            /**
             * Validfrom
             * Format: date-time
             */
            validFrom: string;
        };
        /**
         * MembershipAnswer
         * @description The facility belongs to the community.
         */
        MembershipAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /**
             * Status
             * @default joined
             * @constant
             */
            status: "joined";
            /**
             * Validfrom
             * Format: date-time
             */
            validFrom: string;
        };
        /**
         * MembershipBody
         * @description Since when the membership counts (default: the day both sides agree).
         */
        MembershipBody: {
            /** Validfrom */
            validFrom?: string | null;
        };
        /**
         * MembershipEndedAnswer
         * @description `left`: the membership has ended. `withdrawn`: the offer that waited is gone.
         */
        MembershipEndedAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /**
             * Status
             * @enum {string}
             */
            status: "left" | "withdrawn";
        };
        /**
         * MemberType
         * @description How the facility takes part.
         * @enum {string}
         */
        MemberType: "consumer" | "producer" | "self-consumer";
        /**
         * MeterKind
         * @description The supplier's meter: one-phase, three-phase, three-phase behind current transformers.
         * @enum {string}
         */
        MeterKind: "GEMIS" | "GETIS" | "GESIS";
        /**
         * OfferAnswer
         * @description One side agrees, the other has not answered yet.
         */
        OfferAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            kind: components["schemas"]["OfferKind"];
            /**
             * Offeredat
             * Format: date-time
             */
            offeredAt: string;
            /**
             * Offeredby
             * Format: uuid
             */
            offeredBy: string;
            /**
             * Status
             * @default pending
             * @constant
             */
            status: "pending";
            /** Validfrom */
            validFrom: string | null;
        };
        /**
         * OfferKind
         * @description Which side has consented so far.
         * @enum {string}
         */
        OfferKind: "invitation" | "request";
        /**
         * OwnerKind
         * @description What the holder of the supply contract is; it decides who may take part (R4).
         * @enum {string}
         */
        OwnerKind: "natural-person" | "small-company" | "public-body" | "association" | "large-company";
        /**
         * PlantSource
         * @description What the plant makes electricity from.
         * @enum {string}
         */
        PlantSource: "photovoltaic" | "wind" | "hydro" | "biogas" | "biomass" | "other";
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
         * ReceivedInvitationAnswer
         * @description An invitation as who is invited sees it.
         */
        ReceivedInvitationAnswer: {
            /**
             * Expiresat
             * Format: date-time
             */
            expiresAt: string;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Facilityname */
            facilityName: string;
            /**
             * Invitationid
             * Format: uuid
             */
            invitationId: string;
            /**
             * Invitedat
             * Format: date-time
             */
            invitedAt: string;
            /**
             * Invitedby
             * Format: uuid
             */
            invitedBy: string;
            role: components["schemas"]["FacilityRole"];
        };
        /**
         * RemovedCommunityAnswer
         * @description A community that the caller may bring back.
         */
        RemovedCommunityAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Name */
            name: string;
            /**
             * Removedat
             * Format: date-time
             */
            removedAt: string;
            /**
             * Restorableuntil
             * Format: date-time
             */
            restorableUntil: string;
        };
        /**
         * RemovedFacilityAnswer
         * @description A facility that the caller may bring back.
         */
        RemovedFacilityAnswer: {
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Name */
            name: string;
            /**
             * Removedat
             * Format: date-time
             */
            removedAt: string;
            /**
             * Restorableuntil
             * Format: date-time
             */
            restorableUntil: string;
        };
        /**
         * RepresentationAnswer
         * @description `in_place`: the named user represents the community. `proposed`: has not accepted yet.
         *
         *     `ended`: nobody is proposed any more.
         */
        RepresentationAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Proposedrepresentativeid */
            proposedRepresentativeId: string | null;
            /**
             * Representativeid
             * Format: uuid
             */
            representativeId: string;
            /**
             * Status
             * @enum {string}
             */
            status: "in_place" | "proposed" | "ended";
        };
        /**
         * RoleBody
         * @description The role to give.
         */
        RoleBody: {
            role: components["schemas"]["FacilityRole"];
        };
        /**
         * SuccessorBody
         * @description Who shall represent the community: an owner of one of its facilities.
         */
        SuccessorBody: {
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * SurplusPolicyBody
         * @description When excess power counts as surplus worth telling, and whom to tell when.
         *
         *     Durations are event time. A field that is left out gets its default.
         */
        SurplusPolicyBody: {
            /**
             * Cooldowns
             * @description Least time between two calls of the community.
             * @default 14400
             */
            cooldownS: number;
            /**
             * Endratio
             * @description A surplus ends below this part of the threshold in force.
             * @default 0.5
             */
            endRatio: number;
            /**
             * Holdoutratio
             * @description Part of the members who are not called, by lot, to measure the effect.
             * @default 0
             */
            holdOutRatio: number;
            /**
             * Holidays
             * @description Further dates; without quietOnHolidays they are kept and do nothing.
             * @default []
             */
            holidays: string[];
            /**
             * Maximumages
             * @description How long a surplus outlasts that too few facilities are heard.
             * @default 900
             */
            maximumAgeS: number;
            /**
             * Minimumdurations
             * @description How long the excess must last before it is a surplus.
             * @default 600
             */
            minimumDurationS: number;
            /**
             * Minimumfreshratio
             * @description Part of the facilities with a device that must be heard for a surplus to be declared.
             * @default 0.7
             */
            minimumFreshRatio: number;
            /**
             * Quietfrom
             * @description Nobody is called from then to quietTo, over midnight too; never quiet if equal.
             * @default 21:00
             * @example 21:00
             */
            quietFrom: string;
            /**
             * Quietonholidays
             * @description Nobody is called on Italy's public holidays and on those of holidays.
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
             * @description Part of the called that answers: excess / wattsPerMember / responseRatio are called.
             * @default 0.25
             */
            responseRatio: number;
            /**
             * Thresholdratio
             * @description At least this part of what is produced; the higher threshold is in force.
             * @default 0.1
             */
            thresholdRatio: number;
            /**
             * Thresholdw
             * @description Excess power at which a surplus begins.
             * @default 1000
             */
            thresholdW: number;
            /**
             * Timezone
             * @description Whose clock and calendar quiet hours and holidays are of.
             * @default Europe/Rome
             * @example Europe/Rome
             */
            timeZone: string;
            /**
             * Wattspermember
             * @description What a member who answers a call takes up.
             * @default 1000
             */
            wattsPerMember: number;
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
    list_communities_community_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
                /** @description In this market zone only. */
                marketZone?: string | null;
                /** @description Part of the name. */
                name?: string;
                /** @description Under this substation only. */
                primarySubstationCode?: string | null;
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
                    "application/json": components["schemas"]["CommunitySummary"][];
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
        };
    };
    create_community_community_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request for a day: sent again with the same body, it creates nothing more and has the same answer; with another body it is refused. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommunityBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityAnswer"];
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
            /** @description A rule of the registry forbids it at present. */
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
    read_community_community__communityId__get: {
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
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityAnswer"];
                };
            };
            /** @description If-None-Match names what would be answered. */
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller lacks the role. */
            403: {
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
    change_community_community__communityId__put: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; without it the last write wins. */
                "if-match"?: string | null;
            };
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommunityBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another version. */
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
    remove_community_community__communityId__delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; without it the last write wins. */
                "if-match"?: string | null;
            };
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
                    "application/json": components["schemas"]["CommunityRemovedAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description If-Match names another version. */
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
    list_changes_of_community_community__communityId__audit_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
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
                    /** @description `<...>; rel="next"` (RFC 8288) while entries follow. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    list_devices_community__communityId__device_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
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
                    /** @description `<...>; rel="next"` (RFC 8288) while entries follow. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    check_eligibility_community__communityId__eligibility_get: {
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
                    "application/json": components["schemas"]["EligibilityAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
    list_facilities_community__communityId__facility_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
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
                    /** @description `<...>; rel="next"` (RFC 8288) while entries follow. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFacilityAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    join_community__communityId__facility__facilityId__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
                facilityId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MembershipBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembershipAnswer"] | components["schemas"]["OfferAnswer"];
                };
            };
            /** @description Waits for the other side. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
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
    leave_community__communityId__facility__facilityId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                communityId: string;
                facilityId: string;
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
                    "application/json": components["schemas"]["MembershipEndedAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
    list_offers_of_community_community__communityId__offer_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
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
                    /** @description `<...>; rel="next"` (RFC 8288) while entries follow. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityOfferAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    transfer_representation_community__communityId__representative_put: {
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
                "application/json": components["schemas"]["SuccessorBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepresentationAnswer"];
                };
            };
            /** @description Waits for who is proposed. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepresentationAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
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
    end_proposal_community__communityId__representative_delete: {
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
                    "application/json": components["schemas"]["RepresentationAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
    restore_community_community__communityId__restore_post: {
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
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
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
    create_facility_facility_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request for a day: sent again with the same body, it creates nothing more and has the same answer; with another body it is refused. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FacilityBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FacilityAnswer"];
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
            /** @description A rule of the registry forbids it at present. */
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
    read_facility_facility__facilityId__get: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FacilityAnswer"];
                };
            };
            /** @description If-None-Match names what would be answered. */
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
            /** @description Not signed in. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller lacks the role. */
            403: {
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
    change_facility_facility__facilityId__put: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; without it the last write wins. */
                "if-match"?: string | null;
            };
            path: {
                facilityId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedFacilityBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FacilityAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match names another version. */
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
    remove_facility_facility__facilityId__delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version to change; without it the last write wins. */
                "if-match"?: string | null;
            };
            path: {
                facilityId: string;
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
                    "application/json": components["schemas"]["FacilityRemovedAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description If-Match names another version. */
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
    list_changes_of_facility_facility__facilityId__audit_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                facilityId: string;
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
                    "application/json": components["schemas"]["AuditEntryAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    list_communities_facility__facilityId__community_get: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunitySummary"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    list_devices_facility__facilityId__device_get: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    attach_device_facility__facilityId__device_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                facilityId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many of these; try again after Retry-After. */
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
    detach_device_facility__facilityId__device_delete: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
    list_invitations_facility__facilityId__invitation_get: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    invite_user_facility__facilityId__invitation_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request for a day: sent again with the same body, it creates nothing more and has the same answer; with another body it is refused. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                facilityId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many of these; try again after Retry-After. */
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
    withdraw_invitation_facility__facilityId__invitation__invitationId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                facilityId: string;
                invitationId: string;
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
                    "application/json": components["schemas"]["InvitationAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
    list_offers_of_facility_facility__facilityId__offer_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
            };
            header?: never;
            path: {
                facilityId: string;
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
                    "application/json": components["schemas"]["OfferAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    restore_facility_facility__facilityId__restore_post: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description Of this version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FacilityAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
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
    list_users_facility__facilityId__user_get: {
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessAnswer"][];
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
            /** @description The caller lacks the role. */
            403: {
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
    grant_access_user__userId__facility__facilityId__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                facilityId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
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
    revoke_access_user__userId__facility__facilityId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                facilityId: string;
                userId: string;
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
                    "application/json": components["schemas"]["AccessAnswer"];
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
            /** @description The caller lacks the role. */
            403: {
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
            /** @description A rule of the registry forbids it at present. */
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
    list_communities_user_community_get: {
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
                    "application/json": components["schemas"]["CommunityAnswer"][];
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
        };
    };
    list_removed_communities_user_community_removed_get: {
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
                    "application/json": components["schemas"]["RemovedCommunityAnswer"][];
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
        };
    };
    list_facilities_user_facility_get: {
        parameters: {
            query?: {
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
                /** @description Facilities of this type only. */
                memberType?: components["schemas"]["MemberType"] | null;
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
                    "application/json": components["schemas"]["FacilityAnswer"][];
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
        };
    };
    list_removed_facilities_user_facility_removed_get: {
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
                    "application/json": components["schemas"]["RemovedFacilityAnswer"][];
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
        };
    };
    list_received_invitations_user_invitation_get: {
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
                    "application/json": components["schemas"]["ReceivedInvitationAnswer"][];
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
        };
    };
    decline_invitation_user_invitation__invitationId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitationId: string;
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
                    "application/json": components["schemas"]["InvitationAnswer"];
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
    accept_invitation_user_invitation__invitationId__accept_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitationId: string;
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
                    "application/json": components["schemas"]["AccessAnswer"];
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
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A rule of the registry forbids it at present. */
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
}
