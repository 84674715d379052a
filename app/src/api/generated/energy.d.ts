// Made by "npm run api" from docs/reference/openapi-energy.json; do not edit.
export interface paths {
    "/energy-data/community/{communityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Community
         * @description Sums over the community's facilities, while they were in it.
         */
        get: operations["read_community_energy_data_community__communityId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/distribution-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Policy
         * @description The policy that counts in a month, in figures and in words.
         */
        get: operations["read_policy_energy_data_community__communityId__distribution_policy_get"];
        /**
         * Decide Policy
         * @description Decide a new version; those before stay. Answers what reading it would answer now.
         */
        put: operations["decide_policy_energy_data_community__communityId__distribution_policy_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/distribution-policy/simulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Simulate Policy
         * @description What each facility would get under a policy, and gets under the one in force.
         *
         *     Nothing is stored.
         */
        post: operations["simulate_policy_energy_data_community__communityId__distribution_policy_simulation_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/distribution-policy/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description What was decided, the newest first.
         */
        get: operations["list_versions_energy_data_community__communityId__distribution_policy_version_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Effect
         * @description What members changed in the hour after each call, against like days and the hold-out.
         *
         *     Calls whose hour is not over yet are left out.
         */
        get: operations["read_effect_energy_data_community__communityId__effect_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Community
         * @description Sums over a community's facilities as a file, by quarter-hours or coarser.
         */
        get: operations["export_community_energy_data_community__communityId__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Community History
         * @description Sums over a community's facilities, while they were in it, with the gaps.
         */
        get: operations["read_community_history_energy_data_community__communityId__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Community Impact
         * @description CO2 avoided, by whole month; a year by default, at most 36 months.
         */
        get: operations["read_community_impact_energy_data_community__communityId__impact_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/incentives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Incentives
         * @description Premium and valorization (R6); this month up to now by default, at most 367 days.
         */
        get: operations["read_incentives_energy_data_community__communityId__incentives_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Year
         * @description Months of a year that are settled, and their sums; for the representative.
         */
        get: operations["read_year_energy_data_community__communityId__settlement_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/settlement/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Settlement
         * @description A settled month with all of its lines; for the representative.
         */
        get: operations["read_settlement_energy_data_community__communityId__settlement__month__get"];
        put?: never;
        /**
         * Settle Month
         * @description Settle a month as it is known now: 201 with a new version, 200 where nothing changed.
         *
         *     Ended months are settled by themselves, an hour or two after their last change.
         */
        post: operations["settle_month_energy_data_community__communityId__settlement__month__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/settlement/{month}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare Settlements
         * @description What changed between two versions, or lies between the two bases, line by line.
         */
        get: operations["compare_settlements_energy_data_community__communityId__settlement__month__difference_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/settlement/{month}/gse-statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Reconciliation
         * @description What was computed beside what GSE pays: differences per plant and their likely causes.
         */
        get: operations["read_reconciliation_energy_data_community__communityId__settlement__month__gse_statement_get"];
        put?: never;
        /**
         * Bring Gse Statement
         * @description Keep what GSE pays for a month, per plant or in one line; earlier ones stay.
         *
         *     A CSV's columns may have usual names, or those that parameters tell; up to 19 lines may
         *     come before their header. Where a column is missing, the answer lists those found.
         */
        post: operations["bring_gse_statement_energy_data_community__communityId__settlement__month__gse_statement_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/settlement/{month}/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Versions
         * @description Versions of a month, the newest first; none is ever changed.
         */
        get: operations["list_versions_energy_data_community__communityId__settlement__month__version_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/settlement/{month}/version/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Version
         * @description A version as it was computed then.
         */
        get: operations["read_version_energy_data_community__communityId__settlement__month__version__number__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/shared-energy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Shared Energy
         * @description Shared energy by clock hour (R5), day or month; the last seven days by default.
         */
        get: operations["read_shared_energy_energy_data_community__communityId__shared_energy_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/shared-energy/facilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Shares
         * @description Each facility's part, as a consumer, as a producer and by plant; at most 367 days.
         */
        get: operations["read_shares_energy_data_community__communityId__shared_energy_facilities_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/statement/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Community Statement
         * @description A month's statement: all lines for the representative, else sums and own lines.
         */
        get: operations["read_community_statement_energy_data_community__communityId__statement__month__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Today
         * @description Energy shared and euro earned today, and what one more kWh is worth; at most 5 s old.
         */
        get: operations["read_today_energy_data_community__communityId__today_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/community/{communityId}/today/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch Today
         * @description A stream of `today` events: at once, then when it has changed, at most one in 5 s.
         */
        get: operations["watch_today_energy_data_community__communityId__today_live_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/device/{deviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Device
         * @description What the device measured at facilities on which the caller has a role.
         */
        get: operations["read_device_energy_data_device__deviceId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/device/{deviceId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Device
         * @description What a device measured at facilities on which the caller has a role, as a file.
         */
        get: operations["export_device_energy_data_device__deviceId__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/device/{deviceId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Device History
         * @description What a device measured at facilities on which the caller has a role.
         */
        get: operations["read_device_history_energy_data_device__deviceId__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Facility
         * @description Present power, energy of the last 24 hours and, when asked for, history.
         */
        get: operations["read_facility_energy_data_facility__facilityId__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Facility
         * @description The history of a facility as a file: every interval, and what is known of it.
         */
        get: operations["export_facility_energy_data_facility__facilityId__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Facility History
         * @description The history of a facility, with its gaps; a closed period's can be kept.
         */
        get: operations["read_facility_history_energy_data_facility__facilityId__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Facility Impact
         * @description CO2 avoided, by whole month; a year by default, at most 36 months.
         */
        get: operations["read_facility_impact_energy_data_facility__facilityId__impact_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/official-curve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Imports
         * @description Imports of the facility's official curves, the newest first, undone ones too.
         */
        get: operations["list_imports_energy_data_facility__facilityId__official_curve_get"];
        put?: never;
        /**
         * Import Curve
         * @description Import quarter-hours of the distributor or GSE, for an owner or the representative.
         *
         *     A file with an error stores nothing. A direction that it does not have stays as it is. All
         *     it says of its columns is found out where it can be: begin with a dry run.
         */
        post: operations["import_curve_energy_data_facility__facilityId__official_curve_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/official-curve/{importId}": {
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
         * Undo Import
         * @description Undo an import: what other imports say of its time holds again, or nothing.
         */
        delete: operations["undo_import_energy_data_facility__facilityId__official_curve__importId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/official-curve/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare Curve
         * @description Measured and official energy by interval; the last 31 days by default.
         *
         *     Of a representative the time in which the facility was in the community.
         */
        get: operations["compare_curve_energy_data_facility__facilityId__official_curve_difference_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/shared-energy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Share
         * @description What the facility had of its community's shared energy; at most 367 days.
         */
        get: operations["read_share_energy_data_facility__facilityId__shared_energy_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/statement/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Facility Statement
         * @description A facility's month, for who has a role on it.
         */
        get: operations["read_facility_statement_energy_data_facility__facilityId__statement__month__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/facility/{facilityId}/statement/{month}/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Statement Hours
         * @description The hours of a facility's statement: where each euro of it comes from, by which weights.
         *
         *     `amounts` changes nothing here: what was computed is told.
         */
        get: operations["read_statement_hours_energy_data_facility__facilityId__statement__month__hours_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/price/{zone}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Prices
         * @description Day-ahead prices of a zone by clock hour; the last seven days by default.
         */
        get: operations["read_prices_energy_data_price__zone__get"];
        /**
         * Import Prices
         * @description Import prices of a zone, all rows or none; a price that differs restates what is stored.
         *
         *     Quarter-hours are averaged to hours. `errors` name the lines of a CSV, the places in JSON.
         */
        put: operations["import_prices_energy_data_price__zone__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/energy-data/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Rules
         * @description The rules of incentives in force at a date, each with its source.
         */
        get: operations["read_rules_energy_data_rules_get"];
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
         * AccruedAmounts
         * @description Energy, and what the shared part of it earns by the rule in force.
         */
        AccruedAmounts: {
            /**
             * Coverages
             * @description Known seconds, averaged over the community's facilities of the time.
             */
            coverageS: number;
            /** Fedinwh */
            fedInWh: number;
            /** Premiumeur */
            premiumEur: number;
            /**
             * Sharedwh
             * @description Of each clock hour the smaller of the two.
             */
            sharedWh: number;
            /** Totaleur */
            totalEur: number;
            /** Valorizationeur */
            valorizationEur: number;
            /**
             * Withdrawnwh
             * @description Withdrawal that charges a storage counts times the storage's efficiency.
             */
            withdrawnWh: number;
        };
        /**
         * AccruedHourItem
         * @description A clock hour.
         */
        AccruedHourItem: {
            /**
             * Coverages
             * @description Known seconds, averaged over the community's facilities of the time.
             */
            coverageS: number;
            /** Fedinwh */
            fedInWh: number;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /** Premiumeur */
            premiumEur: number;
            /**
             * Sharedwh
             * @description Of each clock hour the smaller of the two.
             */
            sharedWh: number;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
            /** Totaleur */
            totalEur: number;
            /** Valorizationeur */
            valorizationEur: number;
            /**
             * Withdrawnwh
             * @description Withdrawal that charges a storage counts times the storage's efficiency.
             */
            withdrawnWh: number;
        };
        /**
         * Amounts
         * @description What a statement distributes: what was computed, or what GSE pays, by the same shares.
         * @enum {string}
         */
        Amounts: "computed" | "paid";
        /**
         * Basis
         * @description `measured` by the community's devices, or `official`: the distributor's curves (GSE).
         * @enum {string}
         */
        Basis: "measured" | "official";
        /**
         * BreakdownAnswer
         * @description Whose shared energy it was; each kind of share sums to the community's.
         */
        BreakdownAnswer: {
            basis: components["schemas"]["Basis"];
            /** Facilities */
            facilities: components["schemas"]["FacilityShareItem"][];
            /**
             * From
             * Format: date-time
             * @description Start of the interval, included.
             */
            from: string;
            /**
             * To
             * Format: date-time
             * @description End of the interval, excluded.
             */
            to: string;
        };
        /**
         * ByPolicy
         * @description Which policy divides: the version's own, or the one that counts for the month now.
         * @enum {string}
         */
        ByPolicy: "settled" | "present";
        /**
         * CallEffectAnswer
         * @description One call and the hour after it.
         */
        CallEffectAnswer: {
            /**
             * Calledat
             * Format: date-time
             */
            calledAt: string;
            /** Changewh */
            changeWh: number | null;
            /** @description held_out: with those held out by lot. usual_days: nobody was held out; only facilities that feed nothing in, and weather and season are not taken out. nothing: too few facilities are known. */
            comparedWith: components["schemas"]["ComparedWith"];
            /**
             * Episodeid
             * Format: uuid
             */
            episodeId: string;
            /** Excessw */
            excessW: number;
            /**
             * From
             * Format: date-time
             * @description Start of the hour that is looked at.
             */
            from: string;
            heldOut: components["schemas"]["GroupAnswer"] | null;
            /** Heldoutfacilities */
            heldOutFacilities: number;
            /** Highwh */
            highWh: number | null;
            /**
             * Isconclusive
             * @description No effect at all lies outside of the range.
             */
            isConclusive: boolean;
            /** Lowwh */
            lowWh: number | null;
            /**
             * To
             * Format: date-time
             */
            to: string;
            told: components["schemas"]["GroupAnswer"] | null;
            /** Toldfacilities */
            toldFacilities: number;
        };
        /**
         * Cause
         * @description What a difference may come from, the likeliest first.
         * @enum {string}
         */
        Cause: "plant_not_in_community" | "plant_not_in_statement" | "basis_measured" | "energy_incomplete" | "prices_missing" | "rules_provisional" | "energy_differs" | "tariff_differs" | "advance_or_rounding";
        /**
         * Change
         * @description What differs in what the two were computed from, as far as they tell.
         * @enum {string}
         */
        Change: "basis" | "model" | "members" | "energy" | "rules" | "tariff" | "policy" | "excess" | "provisional";
        /**
         * ClockZone
         * @description Where times without an offset of their own are told.
         * @enum {string}
         */
        ClockZone: "rome" | "utc";
        /**
         * CommunityEffectAnswer
         * @description All calls of a period, and what they changed on the whole.
         */
        CommunityEffectAnswer: {
            /** Calls */
            calls: components["schemas"]["CallEffectAnswer"][];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * From
             * Format: date-time
             */
            from: string;
            /**
             * To
             * Format: date-time
             */
            to: string;
            /** @description Mean of the calls, weighted by told facilities; those with a hold-out alone, where there are any. */
            total: components["schemas"]["EffectAnswer"];
        };
        /**
         * CommunityEnergyAnswer
         * @description One community; `history` only when from, to, resolution or an official basis was given.
         */
        CommunityEnergyAnswer: {
            /**
             * Asof
             * @description Time of the newest reading; null when there has been none.
             */
            asOf: string | null;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Consumedlast24Hwh
             * @description In the 96 quarter-hours up to the end of the newest reading's.
             */
            consumedLast24hWh: number;
            /**
             * Excesspowerw
             * @description Produced minus consumed power.
             */
            excessPowerW: number;
            /**
             * Facilitiesfresh
             * @description Facilities whose newest reading is counted.
             */
            facilitiesFresh: number;
            /**
             * Facilitiestotal
             * @description Facilities in the community.
             */
            facilitiesTotal: number;
            /**
             * Gaps
             * @description What is not or not wholly known of the history: see /history.
             */
            gaps?: components["schemas"]["GapItem"][] | null;
            /** History */
            history?: components["schemas"]["IntervalItem"][] | null;
            /** Powerconsumedw */
            powerConsumedW: number;
            /** Powerproducedw */
            powerProducedW: number;
            /** Producedlast24Hwh */
            producedLast24hWh: number;
            /** @description Of the history. */
            resolution?: components["schemas"]["Resolution"] | null;
            /**
             * Timezone
             * @description Whose days and months the history has.
             */
            timeZone?: string | null;
            /**
             * Units
             * @description Of the history's fields with numbers.
             */
            units?: {
                [key: string]: string;
            } | null;
        };
        /**
         * CommunityImpactAmounts
         * @description Energy, and the CO2 that the grid would have emitted for it.
         */
        CommunityImpactAmounts: {
            /**
             * Avoidedco2Kg
             * @description Energy fed in, times the grid's factor of the day.
             */
            avoidedCo2Kg: number;
            /**
             * Fedinwh
             * @description It takes the place of the grid's production.
             */
            fedInWh: number;
            /**
             * Sharedco2Kg
             * @description A part of the avoided CO2, not to be added.
             */
            sharedCo2Kg: number;
            /**
             * Sharedwh
             * @description The part that was used nearby within the hour.
             */
            sharedWh: number;
        };
        /**
         * CommunityImpactAnswer
         * @description CO2 avoided by a community. What is used behind a meter is not measured, nor counted.
         */
        CommunityImpactAnswer: {
            basis: components["schemas"]["Basis"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Factors
             * @description One after the other, with their sources.
             */
            factors: components["schemas"]["FactorItem"][];
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * Months
             * @description Months of which something is known. Hours in which too few facilities were members are for the representative only.
             */
            months: components["schemas"]["CommunityImpactMonth"][];
            /**
             * Provisional
             * @description Whether the result may still change.
             */
            provisional: boolean;
            /** Provisionalbecause */
            provisionalBecause: components["schemas"]["Provisional"][];
            /**
             * Timezone
             * @description Whose months these are.
             */
            timeZone: string;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
            total: components["schemas"]["CommunityImpactAmounts"];
        };
        /**
         * CommunityImpactMonth
         * @description A calendar month.
         */
        CommunityImpactMonth: {
            /**
             * Avoidedco2Kg
             * @description Energy fed in, times the grid's factor of the day.
             */
            avoidedCo2Kg: number;
            /**
             * Fedinwh
             * @description It takes the place of the grid's production.
             */
            fedInWh: number;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * Sharedco2Kg
             * @description A part of the avoided CO2, not to be added.
             */
            sharedCo2Kg: number;
            /**
             * Sharedwh
             * @description The part that was used nearby within the hour.
             */
            sharedWh: number;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
        };
        /**
         * ComparedAmounts
         * @description Euro, in whole cents.
         */
        ComparedAmounts: {
            /**
             * Differenceeur
             * @description Proposed less in force.
             */
            differenceEur: number;
            /** Inforceeur */
            inForceEur: number;
            /** Proposedeur */
            proposedEur: number;
        };
        /**
         * ComparedEnergy
         * @description A direction's energy. Null: no official value; then there is no difference either.
         */
        ComparedEnergy: {
            /**
             * Differencewh
             * @description Official minus measured.
             */
            differenceWh: number | null;
            /** Measuredwh */
            measuredWh: number;
            /**
             * Officialcoverages
             * @description For how long the official value is known.
             */
            officialCoverageS: number;
            /** Officialwh */
            officialWh: number | null;
        };
        /**
         * ComparedItem
         * @description One interval, of which measured or official energy is known.
         */
        ComparedItem: {
            consumed: components["schemas"]["ComparedEnergy"];
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /** Measuredcoverages */
            measuredCoverageS: number;
            produced: components["schemas"]["ComparedEnergy"];
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
        };
        /**
         * ComparedResolution
         * @description How long compared intervals are.
         * @enum {string}
         */
        ComparedResolution: "quarter" | "hour" | "day" | "month";
        /**
         * ComparedWith
         * @description What the told ones' change is measured against.
         * @enum {string}
         */
        ComparedWith: "held_out" | "usual_days" | "nothing";
        /**
         * ConflictItem
         * @description A stored official value and the file's.
         */
        ConflictItem: {
            direction: components["schemas"]["Direction"];
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /** Newwh */
            newWh: number;
            /** Oldwh */
            oldWh: number;
        };
        /**
         * Criterion
         * @description Who gets how much of a part, hour by hour.
         * @enum {string}
         */
        Criterion: "equal" | "consumption" | "production" | "coefficients";
        /**
         * CurveDifferenceAnswer
         * @description Measured and official energy of a facility.
         */
        CurveDifferenceAnswer: {
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /** Intervals */
            intervals: components["schemas"]["ComparedItem"][];
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
        };
        /**
         * CurveReportAnswer
         * @description What an import stores, beside what is stored and measured.
         */
        CurveReportAnswer: {
            /**
             * Alreadyimported
             * @description The import of the same file that holds: it must be undone first.
             */
            alreadyImported: string | null;
            /**
             * Changedquarterhours
             * @description Whose official value is new or another.
             */
            changedQuarterHours: number;
            /**
             * Conflictcount
             * @description Stored values that differ: see `replace`.
             */
            conflictCount: number;
            /**
             * Conflicts
             * @description The first 100 of them.
             */
            conflicts: components["schemas"]["ConflictItem"][];
            /** @description Over the file's quarter-hours. */
            consumed: components["schemas"]["ComparedEnergy"];
            /** Directions */
            directions: components["schemas"]["Direction"][];
            /** Dryrun */
            dryRun: boolean;
            /**
             * Duplicates
             * @description Rows that say again what an earlier one said.
             */
            duplicates: number;
            /**
             * Errorcount
             * @description With errors nothing is stored.
             */
            errorCount: number;
            /**
             * Errors
             * @description The first 100 of them.
             */
            errors: components["schemas"]["LineErrorItem"][];
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /**
             * Implausible
             * @description The first 100 of them.
             */
            implausible: components["schemas"]["ImplausibleItem"][];
            /**
             * Implausiblecount
             * @description They are stored all the same.
             */
            implausibleCount: number;
            /** @description Null of a dry run. */
            imported: components["schemas"]["ImportAnswer"] | null;
            mapping: components["schemas"]["MappingAnswer"];
            /**
             * Measuredcoverages
             * @description For how many seconds of them there are measurements: short of 900 s x `quarterHours`, part of the difference is what was not measured.
             */
            measuredCoverageS: number;
            /**
             * Missing
             * @description The first 100 of them.
             */
            missing: components["schemas"]["PeriodItem"][];
            /**
             * Missingcount
             * @description Quarter-hours of the period that the file leaves out.
             */
            missingCount: number;
            /**
             * Months
             * @description Months (YYYY-MM) in which these lie: what is computed from their official values is due again.
             */
            months: string[];
            /** @description From the first to the last of them. */
            period: components["schemas"]["PeriodItem"] | null;
            produced: components["schemas"]["ComparedEnergy"];
            /**
             * Quarterhours
             * @description Of which the file has a value.
             */
            quarterHours: number;
            /**
             * Rows
             * @description Rows below the header.
             */
            rows: number;
        };
        /**
         * DayItem
         * @description A day's shared energy (Rome); of a community both are its shared energy.
         */
        DayItem: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Sharedasconsumerwh */
            sharedAsConsumerWh: number;
            /** Sharedasproducerwh */
            sharedAsProducerWh: number;
        };
        /**
         * DecimalMark
         * @description What stands before decimals. Thousands are not set apart.
         * @enum {string}
         */
        DecimalMark: "comma" | "point";
        /**
         * DecisionBody
         * @description A policy, from when it counts, and why.
         */
        DecisionBody: {
            /**
             * Coefficients
             * @description By facility of the community; one that is not named has none.
             */
            coefficients?: {
                [key: string]: number;
            };
            /**
             * @description Where premium above the year's threshold goes.
             * @default social
             */
            excessTo: components["schemas"]["ExcessTo"];
            /**
             * Fundsshare
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            fundsShare: number;
            /**
             * Note
             * @description Members read it.
             * @default
             */
            note: string;
            parts: components["schemas"]["PartsBody"];
            /**
             * Socialshare
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            socialShare: number;
            /**
             * Validfrom
             * @description First month it counts for; the next one by default. At most 12 months ago (then with a note) and 24 ahead.
             */
            validFrom?: string | null;
        };
        /**
         * DeviceEnergyAnswer
         * @description One device; `history` only when from, to or resolution was given.
         */
        DeviceEnergyAnswer: {
            /**
             * Asof
             * @description Time of the newest reading; null when there has been none.
             */
            asOf: string | null;
            /**
             * Consumedlast24Hwh
             * @description In the 96 quarter-hours up to the end of the newest reading's.
             */
            consumedLast24hWh: number;
            /** Deviceid */
            deviceId: string;
            /**
             * Gaps
             * @description What is not or not wholly known of the history: see /history.
             */
            gaps?: components["schemas"]["GapItem"][] | null;
            /** History */
            history?: components["schemas"]["IntervalItem"][] | components["schemas"]["RawItem"][] | null;
            /** Powerconsumedw */
            powerConsumedW: number;
            /** Powerproducedw */
            powerProducedW: number;
            /** Producedlast24Hwh */
            producedLast24hWh: number;
            /** @description Of the history. */
            resolution?: components["schemas"]["Resolution"] | null;
            /**
             * Timezone
             * @description Whose days and months the history has.
             */
            timeZone?: string | null;
            /**
             * Units
             * @description Of the history's fields with numbers.
             */
            units?: {
                [key: string]: string;
            } | null;
        };
        /**
         * DifferenceAnswer
         * @description From one version to another.
         */
        DifferenceAnswer: {
            after: components["schemas"]["SettlementHead"];
            before: components["schemas"]["SettlementHead"];
            /**
             * Changes
             * @description What differs in what they were computed from.
             */
            changes: components["schemas"]["Change"][];
            /** Fundsdifferenceeur */
            fundsDifferenceEur: number;
            /** Lines */
            lines: components["schemas"]["LineDifferenceItem"][];
            /** Shareddifferencewh */
            sharedDifferenceWh: number;
            /** Socialdifferenceeur */
            socialDifferenceEur: number;
            /**
             * Totaldifferenceeur
             * @description What the differences of the lines, the funds and social purposes sum to.
             */
            totalDifferenceEur: number;
        };
        /**
         * Direction
         * @description Withdrawn from the grid (`consumed`, prelievo) or fed into it (`produced`, immissione).
         * @enum {string}
         */
        Direction: "consumed" | "produced";
        /**
         * EffectAnswer
         * @description What was changed, per told facility; `lowWh` to `highWh` is the 95 % range.
         */
        EffectAnswer: {
            /** Changewh */
            changeWh: number | null;
            /** @description held_out: with those held out by lot. usual_days: nobody was held out; only facilities that feed nothing in, and weather and season are not taken out. nothing: too few facilities are known. */
            comparedWith: components["schemas"]["ComparedWith"];
            /** Highwh */
            highWh: number | null;
            /**
             * Isconclusive
             * @description No effect at all lies outside of the range.
             */
            isConclusive: boolean;
            /** Lowwh */
            lowWh: number | null;
        };
        /**
         * EligibilityRule
         * @description Which plants take part.
         */
        EligibilityRule: {
            /**
             * Earliestcommissioning
             * Format: date
             */
            earliestCommissioning: string;
            /** Note */
            note: string;
            /**
             * Olderplantsshare
             * @description Of the community's plant power; `GET /community/{communityId}/eligibility` tells whether it is kept.
             */
            olderPlantsShare: number;
            /** Plantpowerlimitw */
            plantPowerLimitW: number;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Version */
            version: string;
        };
        /**
         * Encoding
         * @description How characters are written; a byte order mark is skipped.
         * @enum {string}
         */
        Encoding: "utf-8" | "latin-1";
        /**
         * ExcessRule
         * @description Above which share of the fed-in energy the premium is bound to a purpose.
         */
        ExcessRule: {
            /** Note */
            note: string;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /** Threshold */
            threshold: number;
            /** Thresholdwithgrant */
            thresholdWithGrant: number;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Version */
            version: string;
        };
        /**
         * ExcessTo
         * @description Where the premium above the year's threshold goes (see incentives/excess.py).
         * @enum {string}
         */
        ExcessTo: "social" | "not_enterprises";
        /**
         * ExportFormat
         * @description What a history is written as.
         * @enum {string}
         */
        ExportFormat: "csv" | "parquet";
        /**
         * FacilityAmounts
         * @description What a facility gets.
         */
        FacilityAmounts: {
            /**
             * Differenceeur
             * @description Proposed less in force.
             */
            differenceEur: number;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Inforceeur */
            inForceEur: number;
            /** Proposedeur */
            proposedEur: number;
        };
        /**
         * FacilityEnergyAnswer
         * @description One facility; `history` only when from, to, resolution or an official basis was given.
         */
        FacilityEnergyAnswer: {
            /**
             * Asof
             * @description Time of the newest reading; null when there has been none.
             */
            asOf: string | null;
            /**
             * Consumedlast24Hwh
             * @description In the 96 quarter-hours up to the end of the newest reading's.
             */
            consumedLast24hWh: number;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /**
             * Gaps
             * @description What is not or not wholly known of the history: see /history.
             */
            gaps?: components["schemas"]["GapItem"][] | null;
            /** History */
            history?: components["schemas"]["IntervalItem"][] | components["schemas"]["RawItem"][] | null;
            /** Powerconsumedw */
            powerConsumedW: number;
            /** Powerproducedw */
            powerProducedW: number;
            /** Producedlast24Hwh */
            producedLast24hWh: number;
            /** @description Of the history. */
            resolution?: components["schemas"]["Resolution"] | null;
            /**
             * Timezone
             * @description Whose days and months the history has.
             */
            timeZone?: string | null;
            /**
             * Units
             * @description Of the history's fields with numbers.
             */
            units?: {
                [key: string]: string;
            } | null;
        };
        /**
         * FacilityImpactAmounts
         * @description Energy, and the CO2 that the grid would have emitted for it.
         */
        FacilityImpactAmounts: {
            /**
             * Avoidedco2Kg
             * @description Energy fed in, times the grid's factor of the day.
             */
            avoidedCo2Kg: number;
            /**
             * Fedinwh
             * @description It takes the place of the grid's production.
             */
            fedInWh: number;
            /**
             * Sharedasconsumerco2Kg
             * @description Avoided by the producers whose energy it was: theirs, not to be added.
             */
            sharedAsConsumerCo2Kg: number;
            /**
             * Sharedasconsumerwh
             * @description What the facility withdrew of the community's shared energy.
             */
            sharedAsConsumerWh: number;
            /**
             * Sharedasproducerco2Kg
             * @description A part of the avoided CO2, not to be added.
             */
            sharedAsProducerCo2Kg: number;
            /**
             * Sharedasproducerwh
             * @description The part of it that the community used within the hour.
             */
            sharedAsProducerWh: number;
        };
        /**
         * FacilityImpactAnswer
         * @description CO2 avoided by a facility. What is used behind its meter is not measured, nor counted.
         */
        FacilityImpactAnswer: {
            basis: components["schemas"]["Basis"];
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /**
             * Factors
             * @description One after the other, with their sources.
             */
            factors: components["schemas"]["FactorItem"][];
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * Months
             * @description Months of which something is known.
             */
            months: components["schemas"]["FacilityImpactMonth"][];
            /**
             * Provisional
             * @description Whether the result may still change.
             */
            provisional: boolean;
            /** Provisionalbecause */
            provisionalBecause: components["schemas"]["Provisional"][];
            /**
             * Timezone
             * @description Whose months these are.
             */
            timeZone: string;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
            total: components["schemas"]["FacilityImpactAmounts"];
        };
        /**
         * FacilityImpactMonth
         * @description A calendar month.
         */
        FacilityImpactMonth: {
            /**
             * Avoidedco2Kg
             * @description Energy fed in, times the grid's factor of the day.
             */
            avoidedCo2Kg: number;
            /**
             * Fedinwh
             * @description It takes the place of the grid's production.
             */
            fedInWh: number;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * Sharedasconsumerco2Kg
             * @description Avoided by the producers whose energy it was: theirs, not to be added.
             */
            sharedAsConsumerCo2Kg: number;
            /**
             * Sharedasconsumerwh
             * @description What the facility withdrew of the community's shared energy.
             */
            sharedAsConsumerWh: number;
            /**
             * Sharedasproducerco2Kg
             * @description A part of the avoided CO2, not to be added.
             */
            sharedAsProducerCo2Kg: number;
            /**
             * Sharedasproducerwh
             * @description The part of it that the community used within the hour.
             */
            sharedAsProducerWh: number;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
        };
        /**
         * FacilityShareItem
         * @description What a facility had of the community's shared energy.
         */
        FacilityShareItem: {
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Fedinwh */
            fedInWh: number;
            /**
             * Sharedasconsumerwh
             * @description Of each hour's shared energy in proportion to what was withdrawn.
             */
            sharedAsConsumerWh: number;
            /**
             * Sharedasplantwh
             * @description Of each hour's shared energy by the order of commissioning, oldest first: what the premium is paid on.
             */
            sharedAsPlantWh: number;
            /**
             * Sharedasproducerwh
             * @description Of each hour's shared energy in proportion to what was fed in.
             */
            sharedAsProducerWh: number;
            /** Withdrawnwh */
            withdrawnWh: number;
        };
        /**
         * FacilityStatementAnswer
         * @description A facility's month.
         */
        FacilityStatementAnswer: {
            amounts: components["schemas"]["Amounts"];
            /** Communityname */
            communityName: string;
            /** Days */
            days: components["schemas"]["DayItem"][];
            line: components["schemas"]["StatementLineItem"];
            /**
             * Paidstatement
             * @description See the community's statement.
             */
            paidStatement: number | null;
            settlement: components["schemas"]["SettlementVersionItem"];
        };
        /**
         * FactorItem
         * @description What the grid emits, and from when to when that counted.
         */
        FactorItem: {
            factor: components["schemas"]["GridCo2Rule"];
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
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
         * FormerPriceItem
         * @description What a price was before it was restated.
         */
        FormerPriceItem: {
            /**
             * Importedat
             * Format: date-time
             */
            importedAt: string;
            /** Priceeurmwh */
            priceEurMwh: number;
            /** Source */
            source: string;
        };
        /**
         * GapItem
         * @description Time of which nothing or not all is known, in whole intervals; nothing is filled in.
         */
        GapItem: {
            /**
             * Coverages
             * @description For how many of its seconds the energy is known.
             */
            coverageS: number;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
        };
        /**
         * GrantReductionRule
         * @description F: linear in the capital grant up to its limit; above it there is no premium.
         */
        GrantReductionRule: {
            /**
             * Exemptowners
             * @description What these withdraw gets the premium without F.
             */
            exemptOwners: string[];
            /** Grantlimit */
            grantLimit: number;
            /** Note */
            note: string;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            /** Reductionatlimit */
            reductionAtLimit: number;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Version */
            version: string;
        };
        /**
         * GridCo2Rule
         * @description What a kilowatt-hour from the grid emits.
         */
        GridCo2Rule: {
            /** Gramsperkwh */
            gramsPerKwh: number;
            /** Note */
            note: string;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Version */
            version: string;
        };
        /**
         * Ground
         * @description What gives: a criterion of the policy, or premium above the year's threshold.
         * @enum {string}
         */
        Ground: "equal" | "consumption" | "production" | "coefficients" | "excess";
        /**
         * GroundItem
         * @description What one part of the policy gave: amountEur x weight / weightSum, to the billionth.
         */
        GroundItem: {
            /**
             * Amounteur
             * @description For all facilities; null: fewer than three facilities, so that it would tell of another member.
             */
            amountEur: number | null;
            /**
             * Giveneur
             * @description To the facility.
             */
            givenEur: number;
            /** @description A criterion of the policy; `excess`: premium above the year's threshold. */
            ground: components["schemas"]["Ground"];
            /**
             * Weight
             * @description The facility's: of `consumption`, `production` and `excess` watt-hours, of `coefficients` its coefficient, of `equal` 1.
             */
            weight: number;
            /**
             * Weightsum
             * @description Of all facilities; null: fewer than three facilities, so that it would tell of another member.
             */
            weightSum: number | null;
        };
        /**
         * GroupAnswer
         * @description The facilities of one group whose change is known.
         */
        GroupAnswer: {
            /** Facilities */
            facilities: number;
            /**
             * Meanchangewh
             * @description Mean over them: net withdrawal in the hour after the call, less the mean of the same hour on like days.
             */
            meanChangeWh: number;
        };
        /**
         * GseLineItem
         * @description A line as it is kept.
         */
        GseLineItem: {
            /**
             * Facilityid
             * @description Null: all plants.
             */
            facilityId: string | null;
            /** Premiumeur */
            premiumEur: number | null;
            /** Sharedkwh */
            sharedKWh: number | null;
            /** Valorizationeur */
            valorizationEur: number | null;
        };
        /**
         * GseStatementAnswer
         * @description A statement as it is kept.
         */
        GseStatementAnswer: {
            /**
             * Broughtat
             * Format: date-time
             */
            broughtAt: string;
            /**
             * Broughtby
             * Format: uuid
             */
            broughtBy: string;
            /** Lines */
            lines: components["schemas"]["GseLineItem"][];
            /** Note */
            note: string;
            /**
             * Number
             * @description From 1; the newest one counts.
             */
            number: number;
            /** Paideur */
            paidEur: number;
        };
        /**
         * HistoryAnswer
         * @description A history on its own.
         */
        HistoryAnswer: {
            /**
             * Asof
             * @description Time of the newest reading; null when there has been none.
             */
            asOf: string | null;
            basis: components["schemas"]["Basis"];
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * Gaps
             * @description What is not or not wholly known, up to the newest reading or, an hour after it, up to now. Of raw readings: more than an hour without any.
             */
            gaps: components["schemas"]["GapItem"][];
            /** History */
            history: components["schemas"]["IntervalItem"][] | components["schemas"]["RawItem"][];
            resolution: components["schemas"]["Resolution"];
            /**
             * Timezone
             * @description Whose days and months these are.
             */
            timeZone: string;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
            /**
             * Units
             * @description Of the fields with numbers, by their names.
             */
            units: {
                [key: string]: string;
            };
        };
        /**
         * HourItem
         * @description An hour of a facility in a settled month; exact to the billionth of a euro.
         */
        HourItem: {
            /**
             * Amounteur
             * @description What it gets: the sum over the grounds.
             */
            amountEur: number;
            /**
             * Communityearnedeur
             * @description Premium and valorization, all that is divided; null: fewer than three facilities, so that it would tell of another member.
             */
            communityEarnedEur: number | null;
            /**
             * Communitysharedwh
             * @description By all; null: fewer than three facilities, so that it would tell of another member.
             */
            communitySharedWh: number | null;
            /**
             * Earnedeur
             * @description By its plant, for the community.
             */
            earnedEur: number;
            /** Fedinwh */
            fedInWh: number;
            /**
             * Grounds
             * @description What gave something in this hour; null: kept before weights were kept.
             */
            grounds: components["schemas"]["GroundItem"][] | null;
            /**
             * Hourstart
             * Format: date-time
             */
            hourStart: string;
            /** Sharedasconsumerwh */
            sharedAsConsumerWh: number;
            /** Sharedasplantwh */
            sharedAsPlantWh: number;
            /** Sharedasproducerwh */
            sharedAsProducerWh: number;
            /** Withdrawnwh */
            withdrawnWh: number;
        };
        /**
         * HourPriceItem
         * @description The price of an hour. An hour without a price is left out.
         */
        HourPriceItem: {
            /**
             * Former
             * @description Restated since, in order of time.
             */
            former: components["schemas"]["FormerPriceItem"][];
            /**
             * Hourstart
             * Format: date-time
             */
            hourStart: string;
            /**
             * Importedat
             * Format: date-time
             */
            importedAt: string;
            /** Priceeurmwh */
            priceEurMwh: number;
            /** Source */
            source: string;
        };
        /**
         * HoursAnswer
         * @description Where each euro of a facility's month comes from.
         */
        HoursAnswer: {
            /**
             * Amounteur
             * @description In whole cents; by the settled policy what the statement says was computed.
             */
            amountEur: number;
            /**
             * Exacteur
             * @description The sum over the hours.
             */
            exactEur: number;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Hours */
            hours: components["schemas"]["HourItem"][];
            /** @description Which policy divides here. */
            policy: components["schemas"]["ByPolicy"];
            /**
             * Policyversion
             * @description Its number; 0: nothing was decided.
             */
            policyVersion: number;
            settlement: components["schemas"]["SettlementVersionItem"];
        };
        /**
         * HourUnderWay
         * @description The hour that `asOf` lies in, as far as it is known, and how it will end.
         */
        HourUnderWay: {
            /**
             * Coverages
             * @description Known seconds, averaged over the community's facilities of the time.
             */
            coverageS: number;
            /**
             * Facilitiesfresh
             * @description Facilities whose present power is known.
             */
            facilitiesFresh: number;
            /**
             * Facilitiestotal
             * @description Facilities in the community.
             */
            facilitiesTotal: number;
            /** Fedinwh */
            fedInWh: number;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /** Powerconsumedw */
            powerConsumedW: number;
            /**
             * Powerproducedw
             * @description Present power, as in the community's totals.
             */
            powerProducedW: number;
            /** Premiumeur */
            premiumEur: number;
            projected: components["schemas"]["ProjectionItem"];
            /**
             * Sharedwh
             * @description Of each clock hour the smaller of the two.
             */
            sharedWh: number;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
            /** Totaleur */
            totalEur: number;
            /** Valorizationeur */
            valorizationEur: number;
            /**
             * Withdrawnwh
             * @description Withdrawal that charges a storage counts times the storage's efficiency.
             */
            withdrawnWh: number;
        };
        /**
         * ImplausibleItem
         * @description A value above what the facility's powers in the registry allow, a tenth more included.
         */
        ImplausibleItem: {
            direction: components["schemas"]["Direction"];
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /** Limitwh */
            limitWh: number;
            /** Valuewh */
            valueWh: number;
        };
        /**
         * ImportAnswer
         * @description An import of an official curve.
         */
        ImportAnswer: {
            /** Directions */
            directions: components["schemas"]["Direction"][];
            /** Filename */
            fileName: string | null;
            /**
             * From
             * Format: date-time
             * @description Start of its first quarter-hour.
             */
            from: string;
            /**
             * Importedat
             * Format: date-time
             */
            importedAt: string;
            /**
             * Importedby
             * Format: uuid
             */
            importedBy: string;
            /**
             * Importid
             * Format: uuid
             */
            importId: string;
            /** Quarterhours */
            quarterHours: number;
            /**
             * Sha256
             * @description Of the file's bytes, in hexadecimal digits.
             */
            sha256: string;
            /**
             * Status
             * @description `applied` or `undone`.
             */
            status: string;
            /**
             * To
             * Format: date-time
             * @description End of its last quarter-hour.
             */
            to: string;
            /** Undoneat */
            undoneAt: string | null;
            /** Undoneby */
            undoneBy: string | null;
        };
        /**
         * IncentiveAmounts
         * @description What shared energy earns; exact to the billionth of a euro.
         */
        IncentiveAmounts: {
            /**
             * Premiumeur
             * @description Incentive tariff; of the simplified form without V.
             */
            premiumEur: number;
            /** Sharedwh */
            sharedWh: number;
            /** Totaleur */
            totalEur: number;
            /** Valorizationeur */
            valorizationEur: number;
        };
        /**
         * IncentivesAnswer
         * @description Incentives of a community over a period.
         */
        IncentivesAnswer: {
            basis: components["schemas"]["Basis"];
            community: components["schemas"]["IncentiveAmounts"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Fedinwh */
            fedInWh: number;
            /**
             * Fingerprint
             * @description SHA-256 of all inputs: equal where the inputs, and so the result, are equal.
             */
            fingerprint: string;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            model: components["schemas"]["Model"];
            /**
             * Plants
             * @description All for the representative, for others their own.
             */
            plants: components["schemas"]["PlantIncentives"][];
            /**
             * Provisional
             * @description Whether the result may still change.
             */
            provisional: boolean;
            /** Provisionalbecause */
            provisionalBecause: components["schemas"]["Provisional"][];
            /**
             * Rules
             * @description Versions of the rules in force, one after the other; see /energy-data/rules.
             */
            rules: string[];
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
            /** Withdrawnwh */
            withdrawnWh: number;
        };
        /**
         * Interval
         * @description How long a row's interval is; quarter-hours are averaged to hours.
         * @enum {string}
         */
        Interval: "hour" | "quarter";
        /**
         * IntervalItem
         * @description Energy of one interval. An interval of which nothing is known is left out.
         */
        IntervalItem: {
            /**
             * Consumedwh
             * @description Energy withdrawn from the grid.
             */
            consumedWh: number;
            /**
             * Coverages
             * @description For how many seconds of the interval the energy is known: less than its length means a gap, which is not filled. Of a community: averaged over its facilities.
             */
            coverageS: number;
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * Producedwh
             * @description Energy fed into the grid.
             */
            producedWh: number;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
        };
        /**
         * JudgedBy
         * @description Which months of a year were held against its threshold: all see the same once it is over.
         * @enum {string}
         */
        JudgedBy: "settled_months" | "begun_months";
        /**
         * Language
         * @description Of the words.
         * @enum {string}
         */
        Language: "en" | "it";
        /**
         * Layout
         * @description A row a quarter-hour, or a row a day with a column a quarter-hour.
         * @enum {string}
         */
        Layout: "quarter-rows" | "day-rows";
        /**
         * LineDifferenceItem
         * @description A facility in both; null where it was no member.
         */
        LineDifferenceItem: {
            after: components["schemas"]["SettlementLineItem"] | null;
            /** Aftereur */
            afterEur: number;
            before: components["schemas"]["SettlementLineItem"] | null;
            /** Beforeeur */
            beforeEur: number;
            /** Changed */
            changed: boolean;
            /**
             * Differenceeur
             * @description In whole cents.
             */
            differenceEur: number;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Sharedasconsumerdifferencewh */
            sharedAsConsumerDifferenceWh: number;
            /** Sharedasproducerdifferencewh */
            sharedAsProducerDifferenceWh: number;
        };
        /**
         * LineErrorItem
         * @description What is wrong with a line of the file, counted from 1.
         */
        LineErrorItem: {
            /** Code */
            code: string;
            /** Column */
            column: string | null;
            /** Line */
            line: number;
            /** Message */
            message: string;
        };
        /**
         * Locale
         * @description How numbers and local times are written. `it` as a spreadsheet in Italian reads them.
         * @enum {string}
         */
        Locale: "en" | "it";
        /**
         * MappingAnswer
         * @description How the file was read: what was stated of it, and what was found out.
         */
        MappingAnswer: {
            /**
             * Assumed
             * @description Parameters that neither the request nor the file says: look at them twice.
             */
            assumed: string[];
            /** Clockcolumn */
            clockColumn: string | null;
            /**
             * Consumedcolumn
             * @description Of day-rows: the first of its columns.
             */
            consumedColumn: string | null;
            decimalMark: components["schemas"]["DecimalMark"];
            encoding: components["schemas"]["Encoding"];
            /** Headerline */
            headerLine: number;
            layout: components["schemas"]["Layout"];
            /** Producedcolumn */
            producedColumn: string | null;
            separator: components["schemas"]["Separator"];
            stamp: components["schemas"]["Stamp"];
            /** Timecolumn */
            timeColumn: string;
            unit: components["schemas"]["Unit"];
            zone: components["schemas"]["ClockZone"];
        };
        /**
         * Model
         * @description `tip`: the rule in force (regulation). `simplified`: the form of requirement R6.
         * @enum {string}
         */
        Model: "tip" | "simplified";
        /**
         * MonthVersion
         * @description Which policy is in force.
         */
        MonthVersion: {
            /**
             * Month
             * @description A month of Rome.
             * @example 2026-06
             */
            month: string;
            /**
             * Version
             * @description 0: the community had not decided.
             */
            version: number;
        };
        /**
         * NoPremium
         * @description Why a plant gets no premium.
         * @enum {string}
         */
        NoPremium: "older_plant" | "too_powerful" | "grant_too_high";
        /**
         * NoPremiumItem
         * @description A time in which a plant gets no premium.
         */
        NoPremiumItem: {
            /**
             * From
             * Format: date-time
             * @description Included.
             */
            from: string;
            reason: components["schemas"]["NoPremium"];
            /**
             * To
             * Format: date-time
             * @description Excluded.
             */
            to: string;
        };
        /**
         * OneMoreKwhItem
         * @description What the community gains by more use in this hour than projected.
         */
        OneMoreKwhItem: {
            /**
             * Availablewh
             * @description How much can still become shared in the hour, in all.
             */
            availableWh: number;
            /**
             * Steps
             * @description What is available, plant by plant in the order of commissioning, where neighbours earn different tariffs. A plant without premium earns the valorization.
             */
            steps: components["schemas"]["WorthStepItem"][];
            /**
             * Until
             * Format: date-time
             * @description The end of the hour: what is used later is of the next.
             */
            until: string;
            /**
             * Wortheurperkwh
             * @description Premium and valorization of what would become shared next; 0 unless the projected feed-in exceeds the projected withdrawal.
             */
            worthEurPerKwh: number;
        };
        /**
         * PartsBody
         * @description What each criterion divides of the members' part; together 1.
         */
        PartsBody: {
            /**
             * Coefficients
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            coefficients: number;
            /**
             * Consumption
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            consumption: number;
            /**
             * Equal
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            equal: number;
            /**
             * Production
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            production: number;
        };
        /**
         * PeriodItem
         * @description A stretch of time.
         */
        PeriodItem: {
            /**
             * From
             * Format: date-time
             * @description Start, included.
             */
            from: string;
            /**
             * To
             * Format: date-time
             * @description End, excluded.
             */
            to: string;
        };
        /**
         * PlantIncentives
         * @description What the shared energy attributed to one plant earns.
         */
        PlantIncentives: {
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Fedinwh */
            fedInWh: number;
            /**
             * Nopremium
             * @description Why and when there is no premium, in order of time; empty: there is one.
             */
            noPremium: components["schemas"]["NoPremiumItem"][];
            /**
             * Premiumeur
             * @description Incentive tariff; of the simplified form without V.
             */
            premiumEur: number;
            /** Sharedwh */
            sharedWh: number;
            /** Totaleur */
            totalEur: number;
            /** Valorizationeur */
            valorizationEur: number;
        };
        /**
         * PolicyAnswer
         * @description The policy of a month.
         */
        PolicyAnswer: {
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Explanation
             * @description The policy in words, a sentence each.
             */
            explanation: string[];
            inForce: components["schemas"]["PolicyVersionItem"];
            /**
             * Month
             * @description A month of Rome.
             * @example 2026-06
             */
            month: string;
            /**
             * Newestversion
             * @description Number of the newest decision: what If-Match names.
             */
            newestVersion: number;
            /**
             * Planned
             * @description What will count from later months.
             */
            planned: components["schemas"]["PolicyVersionItem"][];
        };
        /**
         * PolicyBody
         * @description How what the shared energy earns is divided, hour by hour.
         */
        PolicyBody: {
            /**
             * Coefficients
             * @description By facility of the community; one that is not named has none.
             */
            coefficients?: {
                [key: string]: number;
            };
            /**
             * @description Where premium above the year's threshold goes.
             * @default social
             */
            excessTo: components["schemas"]["ExcessTo"];
            /**
             * Fundsshare
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            fundsShare: number;
            parts: components["schemas"]["PartsBody"];
            /**
             * Socialshare
             * @description 0 to 1, to nine decimals.
             * @default 0
             */
            socialShare: number;
        };
        /**
         * PolicyItem
         * @description A policy as the caller may see it.
         */
        PolicyItem: {
            /**
             * Coefficients
             * @description Everybody's for the representative, else of the caller's own facilities.
             */
            coefficients: {
                [key: string]: number;
            };
            /**
             * Coefficientssum
             * @description Of everybody's.
             */
            coefficientsSum: number;
            excessTo: components["schemas"]["ExcessTo"];
            /** Fundsshare */
            fundsShare: number;
            parts: components["schemas"]["PartsBody"];
            /** Socialshare */
            socialShare: number;
        };
        /**
         * PolicyVersionItem
         * @description A decision. Number 0 is what counts until a community decides.
         */
        PolicyVersionItem: {
            /** Decidedat */
            decidedAt: string | null;
            /** Decidedby */
            decidedBy: string | null;
            /** Note */
            note: string;
            /** Number */
            number: number;
            policy: components["schemas"]["PolicyItem"];
            /**
             * Validfrom
             * @description Null: from the beginning.
             */
            validFrom: string | null;
        };
        /**
         * PremiumClassItem
         * @description Plants up to a power.
         */
        PremiumClassItem: {
            /** Baseeurmwh */
            baseEurMwh: number;
            /** Capeurmwh */
            capEurMwh: number;
            /**
             * Limitincluded
             * @description Whether a plant of exactly that power belongs to it.
             */
            limitIncluded: boolean;
            /**
             * Limitw
             * @description Power of the largest plants; null without a limit.
             */
            limitW: number | null;
        };
        /**
         * PremiumRule
         * @description (min(cap; base + max(0; reference - zonal price)) + regional bonus) * (1 - reduction).
         */
        PremiumRule: {
            /** Classes */
            classes: components["schemas"]["PremiumClassItem"][];
            /** Durationyears */
            durationYears: number;
            /** Note */
            note: string;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            /** Referencepriceeurmwh */
            referencePriceEurMwh: number;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Version */
            version: string;
        };
        /**
         * PriceImportAnswer
         * @description What an import changed, or, of a dry run, would change.
         */
        PriceImportAnswer: {
            /** Dryrun */
            dryRun: boolean;
            /**
             * From
             * Format: date-time
             * @description Start of the first hour.
             */
            from: string;
            /** Hoursadded */
            hoursAdded: number;
            /** Hoursrestated */
            hoursRestated: number;
            /** Hoursunchanged */
            hoursUnchanged: number;
            /**
             * Restated
             * @description The first 1000 of them.
             */
            restated: components["schemas"]["RestatedPriceItem"][];
            /** Rows */
            rows: number;
            /**
             * To
             * Format: date-time
             * @description End of the last hour.
             */
            to: string;
            zone: components["schemas"]["Zone"];
        };
        /**
         * PricesAnswer
         * @description Day-ahead prices of a zone by clock hour.
         */
        PricesAnswer: {
            /**
             * From
             * Format: date-time
             * @description Start of the first hour.
             */
            from: string;
            /**
             * Missinghours
             * @description Without a price: what needs them is provisional.
             */
            missingHours: number;
            /** Prices */
            prices: components["schemas"]["HourPriceItem"][];
            /**
             * To
             * Format: date-time
             * @description End of the last hour.
             */
            to: string;
            zone: components["schemas"]["Zone"];
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
         * ProjectionItem
         * @description The hour at its end, if every facility goes on as its newest reading says.
         */
        ProjectionItem: {
            /** Fedinwh */
            fedInWh: number;
            /** Sharedwh */
            sharedWh: number;
            /** Withdrawnwh */
            withdrawnWh: number;
        };
        /**
         * Provisional
         * @description Why a result may still change. In this order they are told.
         * @enum {string}
         */
        Provisional: "period_not_over" | "energy_incomplete" | "plant_unknown" | "prices_missing" | "rules_provisional" | "year_not_over";
        /**
         * RawItem
         * @description One reading.
         */
        RawItem: {
            /**
             * Measuredat
             * Format: date-time
             */
            measuredAt: string;
            /**
             * Powerw
             * @description > 0 withdrawn from the grid, < 0 fed in.
             */
            powerW: number;
        };
        /**
         * ReconciledItem
         * @description A plant, or all (null), computed and paid.
         */
        ReconciledItem: {
            /**
             * Causes
             * @description What the difference may come from, likeliest first.
             */
            causes: components["schemas"]["Cause"][];
            /**
             * Computedeur
             * @description Premium and valorization, those that are stated.
             */
            computedEur: number;
            /** Computedpremiumeur */
            computedPremiumEur: number | null;
            /** Computedsharedkwh */
            computedSharedKWh: number | null;
            /** Computedvalorizationeur */
            computedValorizationEur: number | null;
            /**
             * Differenceeur
             * @description What is paid beyond what was computed.
             */
            differenceEur: number;
            /** Facilityid */
            facilityId: string | null;
            /** Paideur */
            paidEur: number;
            /** Paidpremiumeur */
            paidPremiumEur: number | null;
            /** Paidsharedkwh */
            paidSharedKWh: number | null;
            /** Paidvalorizationeur */
            paidValorizationEur: number | null;
        };
        /**
         * ReconciliationAnswer
         * @description A settled month beside a statement of GSE.
         */
        ReconciliationAnswer: {
            /** Differenceeur */
            differenceEur: number;
            /** Lines */
            lines: components["schemas"]["ReconciledItem"][];
            settlement: components["schemas"]["SettlementHead"];
            statement: components["schemas"]["GseStatementAnswer"];
        };
        /**
         * RegionalBonusRule
         * @description FC, of photovoltaic plants.
         */
        RegionalBonusRule: {
            /** Groups */
            groups: components["schemas"]["RegionGroupItem"][];
            /** Note */
            note: string;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Version */
            version: string;
        };
        /**
         * RegionGroupItem
         * @description Regions with one bonus.
         */
        RegionGroupItem: {
            /** Bonuseurmwh */
            bonusEurMwh: number;
            /** Regions */
            regions: string[];
        };
        /**
         * Resolution
         * @description How long the intervals of a history are; `raw` gives the readings themselves.
         * @enum {string}
         */
        Resolution: "raw" | "minute" | "quarter" | "hour" | "day" | "month";
        /**
         * RestatedPriceItem
         * @description A price that differs from the one that was stored.
         */
        RestatedPriceItem: {
            /** Formerpriceeurmwh */
            formerPriceEurMwh: number;
            /**
             * Hourstart
             * Format: date-time
             */
            hourStart: string;
            /** Priceeurmwh */
            priceEurMwh: number;
        };
        /**
         * RulesAnswer
         * @description The rules in force at a date.
         */
        RulesAnswer: {
            /**
             * Date
             * Format: date
             */
            date: string;
            eligibility: components["schemas"]["EligibilityRule"];
            excess: components["schemas"]["ExcessRule"];
            /**
             * Fingerprint
             * @description SHA-256 of all tables: the same figures, the same one.
             */
            fingerprint: string;
            grantReduction: components["schemas"]["GrantReductionRule"];
            gridCo2: components["schemas"]["GridCo2Rule"];
            premium: components["schemas"]["PremiumRule"];
            regionalBonus: components["schemas"]["RegionalBonusRule"];
            simplified: components["schemas"]["SimplifiedRule"];
            valorization: components["schemas"]["ValorizationRule"];
        };
        /**
         * Separator
         * @description What stands between columns.
         * @enum {string}
         */
        Separator: "semicolon" | "tab" | "comma";
        /**
         * SettlementAnswer
         * @description A settlement with all of its lines.
         */
        SettlementAnswer: {
            basis: components["schemas"]["Basis"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Computedat
             * Format: date-time
             */
            computedAt: string;
            /** @description `settled_months`: by the year's months that were settled when this was computed, and this one; simulations are judged by `begun_months`. */
            excessJudgedBy: components["schemas"]["JudgedBy"];
            /**
             * Excessshare
             * @description The share of the premium that is bound: the year's, as known then.
             */
            excessShare: number;
            /**
             * Fingerprint
             * @description SHA-256 of all it was computed from: equal where the results are equal.
             */
            fingerprint: string;
            /**
             * Fundseur
             * @description Kept by the community, in whole cents.
             */
            fundsEur: number;
            /** Lines */
            lines: components["schemas"]["SettlementLineItem"][];
            model: components["schemas"]["Model"];
            /** Month */
            month: string;
            /**
             * Policyversion
             * @description 0: nothing was decided, the usual policy.
             */
            policyVersion: number;
            /**
             * Premiumeur
             * @description Exact to the billionth of a euro.
             */
            premiumEur: number;
            /** Provisional */
            provisional: boolean;
            /** Provisionalbecause */
            provisionalBecause: components["schemas"]["Provisional"][];
            /**
             * Rules
             * @description Versions of the rules, one after the other.
             */
            rules: string[];
            /** Sharedwh */
            sharedWh: number;
            /**
             * Socialeur
             * @description For social purposes, in whole cents.
             */
            socialEur: number;
            /**
             * Totaleur
             * @description In whole cents.
             */
            totalEur: number;
            /**
             * Valorizationeur
             * @description Exact to the billionth of a euro.
             */
            valorizationEur: number;
            /** Version */
            version: number;
        };
        /**
         * SettlementHead
         * @description A version of a settled month.
         */
        SettlementHead: {
            basis: components["schemas"]["Basis"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Computedat
             * Format: date-time
             */
            computedAt: string;
            /** @description `settled_months`: by the year's months that were settled when this was computed, and this one; simulations are judged by `begun_months`. */
            excessJudgedBy: components["schemas"]["JudgedBy"];
            /**
             * Excessshare
             * @description The share of the premium that is bound: the year's, as known then.
             */
            excessShare: number;
            /**
             * Fingerprint
             * @description SHA-256 of all it was computed from: equal where the results are equal.
             */
            fingerprint: string;
            /**
             * Fundseur
             * @description Kept by the community, in whole cents.
             */
            fundsEur: number;
            model: components["schemas"]["Model"];
            /** Month */
            month: string;
            /**
             * Policyversion
             * @description 0: nothing was decided, the usual policy.
             */
            policyVersion: number;
            /**
             * Premiumeur
             * @description Exact to the billionth of a euro.
             */
            premiumEur: number;
            /** Provisional */
            provisional: boolean;
            /** Provisionalbecause */
            provisionalBecause: components["schemas"]["Provisional"][];
            /**
             * Rules
             * @description Versions of the rules, one after the other.
             */
            rules: string[];
            /** Sharedwh */
            sharedWh: number;
            /**
             * Socialeur
             * @description For social purposes, in whole cents.
             */
            socialEur: number;
            /**
             * Totaleur
             * @description In whole cents.
             */
            totalEur: number;
            /**
             * Valorizationeur
             * @description Exact to the billionth of a euro.
             */
            valorizationEur: number;
            /** Version */
            version: number;
        };
        /**
         * SettlementLineItem
         * @description What a facility had of the month, and what it gets.
         */
        SettlementLineItem: {
            /**
             * Amounteur
             * @description In whole cents; all lines, the funds and social purposes sum to the total.
             */
            amountEur: number;
            /**
             * Coverages
             * @description For how long its energy is known.
             */
            coverageS: number;
            /**
             * Exacteur
             * @description The sum of both. Exact to the billionth of a euro.
             */
            exactEur: number;
            /**
             * Excesseur
             * @description What it gets of the premium above the year's threshold. Exact to the billionth of a euro.
             */
            excessEur: number;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Fedinwh */
            fedInWh: number;
            /**
             * Members
             * @description For how long it was a member.
             */
            memberS: number;
            /**
             * Partseur
             * @description What it gets, by the criterion that gives it. Exact to the billionth of a euro.
             */
            partsEur: {
                [key: string]: number;
            };
            /**
             * Premiumeur
             * @description What its plant earned for the community, not what it gets. Exact to the billionth of a euro.
             */
            premiumEur: number;
            /** Sharedasconsumerwh */
            sharedAsConsumerWh: number;
            /**
             * Sharedasplantwh
             * @description By the order of commissioning: what the premium is paid on.
             */
            sharedAsPlantWh: number;
            /** Sharedasproducerwh */
            sharedAsProducerWh: number;
            /**
             * Valorizationeur
             * @description Likewise.
             */
            valorizationEur: number;
            /**
             * Withdrawnwh
             * @description As far as it counts for shared energy.
             */
            withdrawnWh: number;
        };
        /**
         * SettlementVersionItem
         * @description Of which version a facility's statement is. Sums of the community are not its users'.
         */
        SettlementVersionItem: {
            basis: components["schemas"]["Basis"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * Computedat
             * Format: date-time
             */
            computedAt: string;
            /** Fingerprint */
            fingerprint: string;
            model: components["schemas"]["Model"];
            /** Month */
            month: string;
            /** Policyversion */
            policyVersion: number;
            /** Provisional */
            provisional: boolean;
            /** Provisionalbecause */
            provisionalBecause: components["schemas"]["Provisional"][];
            /** Rules */
            rules: string[];
            /** Version */
            version: number;
        };
        /**
         * SharedEnergyAnswer
         * @description Shared energy of a community.
         */
        SharedEnergyAnswer: {
            basis: components["schemas"]["Basis"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * From
             * Format: date-time
             * @description Start of the interval, included.
             */
            from: string;
            /**
             * Hours
             * @description The intervals: hours, or days or months when those were asked for. Hours in which too few facilities were members are for the representative only.
             */
            hours: components["schemas"]["SharedIntervalItem"][];
            /**
             * Resolution
             * @enum {string}
             */
            resolution: "hour" | "day" | "month";
            /**
             * Sharedwh
             * @description The sum over the intervals.
             */
            sharedWh: number;
            /**
             * Timezone
             * @description Whose hours, days and months these are.
             */
            timeZone: string;
            /**
             * To
             * Format: date-time
             * @description End of the interval, excluded.
             */
            to: string;
        };
        /**
         * SharedIntervalItem
         * @description One interval. An interval of which nothing is known is left out.
         */
        SharedIntervalItem: {
            /**
             * Coverages
             * @description Known seconds of the interval, averaged over the community's facilities.
             */
            coverageS: number;
            /** Fedinwh */
            fedInWh: number;
            /**
             * From
             * Format: date-time
             * @description Start of the interval, included.
             */
            from: string;
            /**
             * Sharedwh
             * @description Of each clock hour the smaller of the two, taken after summing the hour.
             */
            sharedWh: number;
            /**
             * To
             * Format: date-time
             * @description End of the interval, excluded.
             */
            to: string;
            /**
             * Withdrawnwh
             * @description Withdrawal that charges a storage counts times the storage's efficiency.
             */
            withdrawnWh: number;
        };
        /**
         * SharedResolution
         * @description Shared energy is of clock hours: there is nothing finer.
         * @enum {string}
         */
        SharedResolution: "hour" | "day" | "month";
        /**
         * SharedUnit
         * @description Of a file's energies.
         * @enum {string}
         */
        SharedUnit: "Wh" | "kWh" | "MWh";
        /**
         * SimplifiedClassItem
         * @description Plants up to a power.
         */
        SimplifiedClassItem: {
            /** Fixedeurmwh */
            fixedEurMwh: number;
            /**
             * Limitincluded
             * @description Whether a plant of exactly that power belongs to it.
             */
            limitIncluded: boolean;
            /**
             * Limitw
             * @description Power of the largest plants; null without a limit.
             */
            limitW: number | null;
        };
        /**
         * SimplifiedRule
         * @description R6: (fixed + variable) * (1 - reduction) + regional bonus + valorization.
         */
        SimplifiedRule: {
            /** Classes */
            classes: components["schemas"]["SimplifiedClassItem"][];
            /** Note */
            note: string;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            /** Referencepriceeurmwh */
            referencePriceEurMwh: number;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Variablemaximumeurmwh */
            variableMaximumEurMwh: number;
            /** Variableminimumeurmwh */
            variableMinimumEurMwh: number;
            /** Version */
            version: string;
        };
        /**
         * SimulationAnswer
         * @description Facilities, funds and social purposes sum to the total, under either policy.
         */
        SimulationAnswer: {
            basis: components["schemas"]["Basis"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Excess */
            excess: components["schemas"]["YearExcess"][];
            /** Facilities */
            facilities: components["schemas"]["FacilityAmounts"][];
            /**
             * From
             * @description A month of Rome.
             * @example 2026-06
             */
            from: string;
            funds: components["schemas"]["ComparedAmounts"];
            model: components["schemas"]["Model"];
            /**
             * Provisional
             * @description Whether the sums may still change.
             */
            provisional: boolean;
            /** Provisionalbecause */
            provisionalBecause: components["schemas"]["Provisional"][];
            social: components["schemas"]["ComparedAmounts"];
            /**
             * To
             * @description A month of Rome.
             * @example 2026-06
             */
            to: string;
            /**
             * Totaleur
             * @description Premium and valorization of the months.
             */
            totalEur: number;
            /**
             * Versions
             * @description Those in force, month by month.
             */
            versions: components["schemas"]["MonthVersion"][];
        };
        /**
         * SimulationBody
         * @description A policy, and the months to try it on.
         */
        SimulationBody: {
            /** @default measured */
            basis: components["schemas"]["Basis"];
            /**
             * From
             * @description A month of Rome.
             * @example 2026-06
             */
            from: string;
            /** @default tip */
            model: components["schemas"]["Model"];
            policy: components["schemas"]["PolicyBody"];
            /**
             * To
             * @description The last month, included; `from` by default. At most 12 months.
             */
            to?: string | null;
        };
        /**
         * SourceItem
         * @description Where the figures stand.
         */
        SourceItem: {
            /** Article */
            article: string;
            /** Document */
            document: string;
        };
        /**
         * Stamp
         * @description Which end of its quarter-hour a time names.
         * @enum {string}
         */
        Stamp: "start" | "end";
        /**
         * StatementAnswer
         * @description A month's statement, of a community or a facility.
         */
        StatementAnswer: {
            amounts: components["schemas"]["Amounts"];
            /** Communityname */
            communityName: string;
            /** Days */
            days: components["schemas"]["DayItem"][];
            /**
             * Lines
             * @description All for the representative; for others those of their facilities.
             */
            lines: components["schemas"]["StatementLineItem"][];
            /**
             * Paidstatement
             * @description Number of GSE's statement whose sum is distributed; null: what was computed.
             */
            paidStatement: number | null;
            settlement: components["schemas"]["SettlementHead"];
        };
        /**
         * StatementFormat
         * @description What a statement is written as.
         * @enum {string}
         */
        StatementFormat: "json" | "csv" | "pdf";
        /**
         * StatementLineItem
         * @description A line with the facility's name.
         */
        StatementLineItem: {
            /**
             * Amounteur
             * @description In whole cents; all lines, the funds and social purposes sum to the total.
             */
            amountEur: number;
            /**
             * Coverages
             * @description For how long its energy is known.
             */
            coverageS: number;
            /**
             * Exacteur
             * @description The sum of both. Exact to the billionth of a euro.
             */
            exactEur: number;
            /**
             * Excesseur
             * @description What it gets of the premium above the year's threshold. Exact to the billionth of a euro.
             */
            excessEur: number;
            /**
             * Facilityid
             * Format: uuid
             */
            facilityId: string;
            /** Fedinwh */
            fedInWh: number;
            /**
             * Members
             * @description For how long it was a member.
             */
            memberS: number;
            /** Name */
            name: string;
            /**
             * Partseur
             * @description What it gets, by the criterion that gives it. Exact to the billionth of a euro.
             */
            partsEur: {
                [key: string]: number;
            };
            /**
             * Premiumeur
             * @description What its plant earned for the community, not what it gets. Exact to the billionth of a euro.
             */
            premiumEur: number;
            /** Sharedasconsumerwh */
            sharedAsConsumerWh: number;
            /**
             * Sharedasplantwh
             * @description By the order of commissioning: what the premium is paid on.
             */
            sharedAsPlantWh: number;
            /** Sharedasproducerwh */
            sharedAsProducerWh: number;
            /**
             * Valorizationeur
             * @description Likewise.
             */
            valorizationEur: number;
            /**
             * Withdrawnwh
             * @description As far as it counts for shared energy.
             */
            withdrawnWh: number;
        };
        /**
         * TodayAnswer
         * @description A community's day up to its newest reading. All of it is an estimate until it is settled.
         */
        TodayAnswer: {
            /**
             * Asof
             * Format: date-time
             * @description Time of the newest reading; it decides the day and hour.
             */
            asOf: string;
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /**
             * From
             * Format: date-time
             * @description Midnight, in the time zone.
             */
            from: string;
            hour: components["schemas"]["HourUnderWay"];
            /**
             * Hours
             * @description All of the day; the last one is under way.
             */
            hours: components["schemas"]["AccruedHourItem"][];
            oneMoreKwh: components["schemas"]["OneMoreKwhItem"];
            /**
             * Provisionalbecause
             * @description Why it may still change.
             */
            provisionalBecause: components["schemas"]["Provisional"][];
            /**
             * Rules
             * @description Versions of the rules in force; see /energy-data/rules.
             */
            rules: string[];
            /** Timezone */
            timeZone: string;
            /**
             * To
             * Format: date-time
             * @description End of the hour under way.
             */
            to: string;
            today: components["schemas"]["AccruedAmounts"];
        };
        /**
         * Unit
         * @description Energy of the quarter-hour, or mean power over it.
         * @enum {string}
         */
        Unit: "Wh" | "kWh" | "W" | "kW";
        /**
         * ValorizationRule
         * @description What all plants get for shared energy.
         */
        ValorizationRule: {
            /**
             * Alternativeseurmwh
             * @description What else was published.
             */
            alternativesEurMwh: number[];
            /** Note */
            note: string;
            /**
             * Provisional
             * @description Disputed, not certain, or borrowed from another time: so is what is computed.
             */
            provisional: boolean;
            source: components["schemas"]["SourceItem"];
            /**
             * Standsin
             * @description The figures are of another time; those of the date are not known.
             */
            standsIn: boolean;
            /** Unitvalueeurmwh */
            unitValueEurMwh: number;
            /**
             * Validfrom
             * Format: date
             */
            validFrom: string;
            /**
             * Validto
             * @description Of figures set for a time only.
             */
            validTo: string | null;
            /** Version */
            version: string;
        };
        /**
         * WorthStepItem
         * @description So much energy, each kilowatt-hour of it worth the same.
         */
        WorthStepItem: {
            /** Availablewh */
            availableWh: number;
            /** Wortheurperkwh */
            worthEurPerKwh: number;
        };
        /**
         * YearAnswer
         * @description Months of a year that are settled, by their newest versions, and their sums.
         */
        YearAnswer: {
            basis: components["schemas"]["Basis"];
            /**
             * Communityid
             * Format: uuid
             */
            communityId: string;
            /** Fundseur */
            fundsEur: number;
            model: components["schemas"]["Model"];
            /** Months */
            months: components["schemas"]["SettlementHead"][];
            /** Premiumeur */
            premiumEur: number;
            /** Sharedwh */
            sharedWh: number;
            /** Socialeur */
            socialEur: number;
            /** Totaleur */
            totalEur: number;
            /** Valorizationeur */
            valorizationEur: number;
            /** Year */
            year: number;
        };
        /**
         * YearExcess
         * @description How much of a year's premium is above the threshold, as far as the year is known.
         */
        YearExcess: {
            /** @description `begun_months`: all of the year that have begun, settled or not; settlements are judged by `settled_months` and may say otherwise until all of them are. */
            judgedBy: components["schemas"]["JudgedBy"];
            /** Share */
            share: number;
            /** Year */
            year: number;
        };
        /**
         * Zone
         * @description The Italian market's zones.
         * @enum {string}
         */
        Zone: "NORD" | "CNOR" | "CSUD" | "SUD" | "CALA" | "SICI" | "SARD";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    read_community_energy_data_community__communityId__get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    "application/json": components["schemas"]["CommunityEnergyAnswer"];
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
    read_policy_energy_data_community__communityId__distribution_policy_get: {
        parameters: {
            query?: {
                /** @description Of the words. */
                locale?: components["schemas"]["Language"];
                /** @description This month by default. */
                month?: string | null;
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
                    /** @description Of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
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
            /** @description No access to it. */
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
    decide_policy_energy_data_community__communityId__distribution_policy_put: {
        parameters: {
            query?: {
                /** @description Of the words. */
                locale?: components["schemas"]["Language"];
            };
            header?: {
                /** @description ETag of the policy that was read; without it the last decision wins. */
                "if-match"?: string | null;
            };
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description Of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyAnswer"];
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
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody decided at the same moment. */
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
    simulate_policy_energy_data_community__communityId__distribution_policy_simulation_post: {
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
                "application/json": components["schemas"]["SimulationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationAnswer"];
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
    list_versions_energy_data_community__communityId__distribution_policy_version_get: {
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
                    "application/json": components["schemas"]["PolicyVersionItem"][];
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
    read_effect_energy_data_community__communityId__effect_get: {
        parameters: {
            query?: {
                /** @description By default thirty days before `to`. */
                from?: string | null;
                /** @description By default the newest reading; 93 days at most. */
                to?: string | null;
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
                    "application/json": components["schemas"]["CommunityEffectAnswer"];
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
    export_community_energy_data_community__communityId__export_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description CSV (RFC 4180) or Apache Parquet. */
                format?: components["schemas"]["ExportFormat"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Of CSV: `it` writes `;` between columns, a decimal comma and local times as spreadsheets in Italian read them. */
                locale?: components["schemas"]["Locale"];
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
            };
            header?: never;
            path: {
                communityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. One that was cut off has no end: compare with the period. */
            200: {
                headers: {
                    /** @description `private, max-age=300` while the period is closed, else `private, no-cache`. */
                    "Cache-Control"?: string;
                    /** @description While the period is closed: of this answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
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
            /** @description No access to it. */
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
            /** @description Too many exports are under way; `Retry-After` says when. */
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
    read_community_history_energy_data_community__communityId__history_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    /** @description `private, max-age=300` while the period is closed, else `private, no-cache`. */
                    "Cache-Control"?: string;
                    /** @description While the period is closed: of this answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryAnswer"];
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
            /** @description No access to it. */
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
    read_community_impact_energy_data_community__communityId__impact_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    "application/json": components["schemas"]["CommunityImpactAnswer"];
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
    read_incentives_energy_data_community__communityId__incentives_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    "application/json": components["schemas"]["IncentivesAnswer"];
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
    read_year_energy_data_community__communityId__settlement_get: {
        parameters: {
            query: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                year: number;
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
                    "application/json": components["schemas"]["YearAnswer"];
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
    read_settlement_energy_data_community__communityId__settlement__month__get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                /** @description The newest by default. */
                version?: number | null;
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["SettlementAnswer"];
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
    settle_month_energy_data_community__communityId__settlement__month__post: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["SettlementAnswer"];
                };
            };
            /** @description A new version. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementAnswer"];
                };
            };
            /** @description The month has not begun. */
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
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has 1000 versions already. */
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
    compare_settlements_energy_data_community__communityId__settlement__month__difference_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                /** @description The same by default. */
                otherBasis?: components["schemas"]["Basis"] | null;
                /** @description Held against it; the one before by default, of another basis the newest. */
                otherVersion?: number | null;
                /** @description The newest by default. */
                version?: number | null;
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["DifferenceAnswer"];
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
    read_reconciliation_energy_data_community__communityId__settlement__month__gse_statement_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                /** @description Its number; the newest by default. */
                statement?: number | null;
                /** @description The newest by default. */
                version?: number | null;
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["ReconciliationAnswer"];
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
    bring_gse_statement_energy_data_community__communityId__settlement__month__gse_statement_post: {
        parameters: {
            query?: {
                /** @description The comma where any amount has one. */
                decimalMark?: components["schemas"]["DecimalMark"] | null;
                /** @description UTF-8 where it can be. */
                encoding?: components["schemas"]["Encoding"] | null;
                note?: string;
                /** @description Which facility a code means, as CODE=facilityId; may be repeated. */
                plant?: string[] | null;
                plantColumn?: string | null;
                /** @description EUR. */
                premiumColumn?: string | null;
                /** @description Seen from the lines. */
                separator?: components["schemas"]["Separator"] | null;
                sharedColumn?: string | null;
                /** @description As the column's name says, else kWh. */
                sharedUnit?: components["schemas"]["SharedUnit"] | null;
                /** @description EUR. */
                valorizationColumn?: string | null;
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
            };
            cookie?: never;
        };
        /** @description At most 1000 lines. */
        requestBody: {
            content: {
                "application/json": {
                    /** Lines */
                    lines: {
                        /**
                         * Plant
                         * @description Id or name of the facility, or a code that `plant=` maps; null: all plants.
                         */
                        plant?: string | null;
                        /** Premiumeur */
                        premiumEur?: number | null;
                        /** Sharedkwh */
                        sharedKWh?: number | null;
                        /** Valorizationeur */
                        valorizationEur?: number | null;
                    }[];
                };
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GseStatementAnswer"];
                };
            };
            /** @description Lines cannot be read, or contradict themselves. */
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
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The month has 100 already. */
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
    list_versions_energy_data_community__communityId__settlement__month__version_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description Where to go on: opaque, from the `Link: <...>; rel="next"` of the last page. */
                cursor?: string | null;
                /** @description How many entries at most. */
                limit?: number;
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["SettlementHead"][];
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
    read_version_energy_data_community__communityId__settlement__month__version__number__get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
                /** @description The version's, from 1. */
                number: string;
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
                    "application/json": components["schemas"]["SettlementAnswer"];
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
    read_shared_energy_energy_data_community__communityId__shared_energy_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Days and months are Rome's. */
                resolution?: components["schemas"]["SharedResolution"];
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    "application/json": components["schemas"]["SharedEnergyAnswer"];
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
    read_shares_energy_data_community__communityId__shared_energy_facilities_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    "application/json": components["schemas"]["BreakdownAnswer"];
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
    read_community_statement_energy_data_community__communityId__statement__month__get: {
        parameters: {
            query?: {
                /** @description `paid`: what GSE's newest statement pays, to the cent, by the shares of what was computed. */
                amounts?: components["schemas"]["Amounts"];
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                format?: components["schemas"]["StatementFormat"];
                /** @description Of a PDF. */
                language?: components["schemas"]["Language"];
                /** @description Of a CSV: `it` as a spreadsheet in Italian reads it. */
                locale?: components["schemas"]["Locale"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                /** @description The newest by default. */
                version?: number | null;
            };
            header?: never;
            path: {
                communityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["StatementAnswer"];
                    "application/pdf": string;
                    "text/csv": string;
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
    read_today_energy_data_community__communityId__today_get: {
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
                    "application/json": components["schemas"]["TodayAnswer"];
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
    watch_today_energy_data_community__communityId__today_live_get: {
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
            /** @description Events `today`, the data of each a TodayAnswer as JSON; a comment as heartbeat every 15 s. Ends with the access token or its session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /**
                         * Asof
                         * Format: date-time
                         * @description Time of the newest reading; it decides the day and hour.
                         */
                        asOf: string;
                        /**
                         * Communityid
                         * Format: uuid
                         */
                        communityId: string;
                        /**
                         * From
                         * Format: date-time
                         * @description Midnight, in the time zone.
                         */
                        from: string;
                        /**
                         * HourUnderWay
                         * @description The hour that `asOf` lies in, as far as it is known, and how it will end.
                         */
                        hour: {
                            /**
                             * Coverages
                             * @description Known seconds, averaged over the community's facilities of the time.
                             */
                            coverageS: number;
                            /**
                             * Facilitiesfresh
                             * @description Facilities whose present power is known.
                             */
                            facilitiesFresh: number;
                            /**
                             * Facilitiestotal
                             * @description Facilities in the community.
                             */
                            facilitiesTotal: number;
                            /** Fedinwh */
                            fedInWh: number;
                            /**
                             * From
                             * Format: date-time
                             * @description Start, included.
                             */
                            from: string;
                            /** Powerconsumedw */
                            powerConsumedW: number;
                            /**
                             * Powerproducedw
                             * @description Present power, as in the community's totals.
                             */
                            powerProducedW: number;
                            /** Premiumeur */
                            premiumEur: number;
                            /**
                             * ProjectionItem
                             * @description The hour at its end, if every facility goes on as its newest reading says.
                             */
                            projected: {
                                /** Fedinwh */
                                fedInWh: number;
                                /** Sharedwh */
                                sharedWh: number;
                                /** Withdrawnwh */
                                withdrawnWh: number;
                            };
                            /**
                             * Sharedwh
                             * @description Of each clock hour the smaller of the two.
                             */
                            sharedWh: number;
                            /**
                             * To
                             * Format: date-time
                             * @description End, excluded.
                             */
                            to: string;
                            /** Totaleur */
                            totalEur: number;
                            /** Valorizationeur */
                            valorizationEur: number;
                            /**
                             * Withdrawnwh
                             * @description Withdrawal that charges a storage counts times the storage's efficiency.
                             */
                            withdrawnWh: number;
                        };
                        /**
                         * Hours
                         * @description All of the day; the last one is under way.
                         */
                        hours: {
                            /**
                             * Coverages
                             * @description Known seconds, averaged over the community's facilities of the time.
                             */
                            coverageS: number;
                            /** Fedinwh */
                            fedInWh: number;
                            /**
                             * From
                             * Format: date-time
                             * @description Start, included.
                             */
                            from: string;
                            /** Premiumeur */
                            premiumEur: number;
                            /**
                             * Sharedwh
                             * @description Of each clock hour the smaller of the two.
                             */
                            sharedWh: number;
                            /**
                             * To
                             * Format: date-time
                             * @description End, excluded.
                             */
                            to: string;
                            /** Totaleur */
                            totalEur: number;
                            /** Valorizationeur */
                            valorizationEur: number;
                            /**
                             * Withdrawnwh
                             * @description Withdrawal that charges a storage counts times the storage's efficiency.
                             */
                            withdrawnWh: number;
                        }[];
                        /**
                         * OneMoreKwhItem
                         * @description What the community gains by more use in this hour than projected.
                         */
                        oneMoreKwh: {
                            /**
                             * Availablewh
                             * @description How much can still become shared in the hour, in all.
                             */
                            availableWh: number;
                            /**
                             * Steps
                             * @description What is available, plant by plant in the order of commissioning, where neighbours earn different tariffs. A plant without premium earns the valorization.
                             */
                            steps: {
                                /** Availablewh */
                                availableWh: number;
                                /** Wortheurperkwh */
                                worthEurPerKwh: number;
                            }[];
                            /**
                             * Until
                             * Format: date-time
                             * @description The end of the hour: what is used later is of the next.
                             */
                            until: string;
                            /**
                             * Wortheurperkwh
                             * @description Premium and valorization of what would become shared next; 0 unless the projected feed-in exceeds the projected withdrawal.
                             */
                            worthEurPerKwh: number;
                        };
                        /**
                         * Provisionalbecause
                         * @description Why it may still change.
                         */
                        provisionalBecause: ("period_not_over" | "energy_incomplete" | "plant_unknown" | "prices_missing" | "rules_provisional" | "year_not_over")[];
                        /**
                         * Rules
                         * @description Versions of the rules in force; see /energy-data/rules.
                         */
                        rules: string[];
                        /** Timezone */
                        timeZone: string;
                        /**
                         * To
                         * Format: date-time
                         * @description End of the hour under way.
                         */
                        to: string;
                        /**
                         * AccruedAmounts
                         * @description Energy, and what the shared part of it earns by the rule in force.
                         */
                        today: {
                            /**
                             * Coverages
                             * @description Known seconds, averaged over the community's facilities of the time.
                             */
                            coverageS: number;
                            /** Fedinwh */
                            fedInWh: number;
                            /** Premiumeur */
                            premiumEur: number;
                            /**
                             * Sharedwh
                             * @description Of each clock hour the smaller of the two.
                             */
                            sharedWh: number;
                            /** Totaleur */
                            totalEur: number;
                            /** Valorizationeur */
                            valorizationEur: number;
                            /**
                             * Withdrawnwh
                             * @description Withdrawal that charges a storage counts times the storage's efficiency.
                             */
                            withdrawnWh: number;
                        };
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
            /** @description There is no such thing. */
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
    read_device_energy_data_device__deviceId__get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    "application/json": components["schemas"]["DeviceEnergyAnswer"];
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
    export_device_energy_data_device__deviceId__export_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description CSV (RFC 4180) or Apache Parquet. */
                format?: components["schemas"]["ExportFormat"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Of CSV: `it` writes `;` between columns, a decimal comma and local times as spreadsheets in Italian read them. */
                locale?: components["schemas"]["Locale"];
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
            };
            header?: never;
            path: {
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. One that was cut off has no end: compare with the period. */
            200: {
                headers: {
                    /** @description `private, max-age=300` while the period is closed, else `private, no-cache`. */
                    "Cache-Control"?: string;
                    /** @description While the period is closed: of this answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
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
            /** @description No access to it. */
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
            /** @description Too many exports are under way; `Retry-After` says when. */
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
    read_device_history_energy_data_device__deviceId__history_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    /** @description `private, max-age=300` while the period is closed, else `private, no-cache`. */
                    "Cache-Control"?: string;
                    /** @description While the period is closed: of this answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryAnswer"];
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
            /** @description No access to it. */
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
    read_facility_energy_data_facility__facilityId__get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FacilityEnergyAnswer"];
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
    export_facility_energy_data_facility__facilityId__export_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description CSV (RFC 4180) or Apache Parquet. */
                format?: components["schemas"]["ExportFormat"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Of CSV: `it` writes `;` between columns, a decimal comma and local times as spreadsheets in Italian read them. */
                locale?: components["schemas"]["Locale"];
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
            };
            header?: never;
            path: {
                facilityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. One that was cut off has no end: compare with the period. */
            200: {
                headers: {
                    /** @description `private, max-age=300` while the period is closed, else `private, no-cache`. */
                    "Cache-Control"?: string;
                    /** @description While the period is closed: of this answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "text/csv": string;
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
            /** @description No access to it. */
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
            /** @description Too many exports are under way; `Retry-After` says when. */
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
    read_facility_history_energy_data_facility__facilityId__history_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description Days and months are Rome's; quarter by default; raw not of a community. */
                resolution?: components["schemas"]["Resolution"] | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    /** @description `private, max-age=300` while the period is closed, else `private, no-cache`. */
                    "Cache-Control"?: string;
                    /** @description While the period is closed: of this answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryAnswer"];
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
            /** @description No access to it. */
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
    read_facility_impact_energy_data_facility__facilityId__impact_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FacilityImpactAnswer"];
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
    list_imports_energy_data_facility__facilityId__official_curve_get: {
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
                    "application/json": components["schemas"]["ImportAnswer"][];
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
    import_curve_energy_data_facility__facilityId__official_curve_post: {
        parameters: {
            query?: {
                /** @description The time of day, where the date is on its own. */
                clockColumn?: string | null;
                consumedColumn?: string | null;
                /** @description Seen from the values. */
                decimalMark?: components["schemas"]["DecimalMark"] | null;
                /** @description Of a file whose columns do not tell. */
                direction?: components["schemas"]["Direction"] | null;
                /** @description Answer what would be stored; store nothing. */
                dryRun?: boolean;
                /** @description UTF-8 where it can be. */
                encoding?: components["schemas"]["Encoding"] | null;
                /** @description For the list. */
                fileName?: string | null;
                /** @description Seen from the header. */
                layout?: components["schemas"]["Layout"] | null;
                producedColumn?: string | null;
                /** @description Store values although others are stored; those are kept. */
                replace?: boolean;
                /** @description Seen from the lines. */
                separator?: components["schemas"]["Separator"] | null;
                /** @description Which end of its quarter-hour a time names; seen from the times. */
                stamp?: components["schemas"]["Stamp"] | null;
                timeColumn?: string | null;
                /** @description From the header; kWh of day-rows that do not tell. */
                unit?: components["schemas"]["Unit"] | null;
                /** @description Of times without an offset: Rome's unless you say so. */
                zone?: components["schemas"]["ClockZone"] | null;
            };
            header?: never;
            path: {
                facilityId: string;
            };
            cookie?: never;
        };
        /** @description At most 900000 bytes and 40000 rows. */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurveReportAnswer"];
                };
            };
            /** @description Stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurveReportAnswer"];
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
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Imported already; or other values are stored: see `replace`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_import_energy_data_facility__facilityId__official_curve__importId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                facilityId: string;
                importId: string;
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
    compare_curve_energy_data_facility__facilityId__official_curve_difference_get: {
        parameters: {
            query?: {
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                resolution?: components["schemas"]["ComparedResolution"];
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurveDifferenceAnswer"];
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
    read_share_energy_data_facility__facilityId__shared_energy_get: {
        parameters: {
            query?: {
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description RFC 3339 with zone; rounded down to a whole interval. */
                from?: string | null;
                /** @description RFC 3339 with zone, excluded; rounded up to a whole interval. */
                to?: string | null;
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakdownAnswer"];
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
    read_facility_statement_energy_data_facility__facilityId__statement__month__get: {
        parameters: {
            query?: {
                /** @description `paid`: what GSE's newest statement pays, to the cent, by the shares of what was computed. */
                amounts?: components["schemas"]["Amounts"];
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description One it was in; by default the one it was in last in the month. */
                communityId?: string | null;
                format?: components["schemas"]["StatementFormat"];
                /** @description Of a PDF. */
                language?: components["schemas"]["Language"];
                /** @description Of a CSV: `it` as a spreadsheet in Italian reads it. */
                locale?: components["schemas"]["Locale"];
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                /** @description The newest by default. */
                version?: number | null;
            };
            header?: never;
            path: {
                facilityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["FacilityStatementAnswer"];
                    "application/pdf": string;
                    "text/csv": string;
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
    read_statement_hours_energy_data_facility__facilityId__statement__month__hours_get: {
        parameters: {
            query?: {
                /** @description `paid`: what GSE's newest statement pays, to the cent, by the shares of what was computed. */
                amounts?: components["schemas"]["Amounts"];
                /** @description On whose measurements: the devices', or the distributor's official curves (quarter-hours and coarser, not of a device; as far as they have been imported). */
                basis?: components["schemas"]["Basis"];
                /** @description One it was in; by default the one it was in last in the month. */
                communityId?: string | null;
                /** @description `tip`: the rule in force. `simplified`: (T_fix + T_var) * C + B + V (R6), where V is told apart as the valorization. */
                model?: components["schemas"]["Model"];
                /** @description `settled`: by which the version was distributed. `present`: the one that counts for the month now, tried on the version's energy and premium. */
                policy?: components["schemas"]["ByPolicy"];
                /** @description The newest by default. */
                version?: number | null;
            };
            header?: never;
            path: {
                facilityId: string;
                /** @description A month of Rome, as 2026-01. */
                month: string;
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
                    "application/json": components["schemas"]["HoursAnswer"];
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
    read_prices_energy_data_price__zone__get: {
        parameters: {
            query?: {
                /** @description RFC 3339 with zone. */
                from?: string | null;
                /** @description Excluded, likewise. */
                to?: string | null;
            };
            header?: never;
            path: {
                /** @description One of the market's zones: NORD, CNOR, CSUD, SUD, CALA, SICI, SARD. */
                zone: string;
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
                    "application/json": components["schemas"]["PricesAnswer"];
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
            /** @description The market has no such zone. */
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
    import_prices_energy_data_price__zone__put: {
        parameters: {
            query?: {
                /** @description The day in Rome. */
                dateColumn?: string | null;
                /** @description Only say what would change. */
                dryRun?: boolean;
                /** @description 1 to 25. */
                hourColumn?: string | null;
                interval?: components["schemas"]["Interval"];
                /** @description 1 to 100. */
                periodColumn?: string | null;
                /** @description EUR/MWh. */
                priceColumn?: string | null;
                /** @description 1 to 4. */
                quarterColumn?: string | null;
                source?: string;
                /** @description RFC 3339. */
                timeColumn?: string | null;
            };
            header?: never;
            path: {
                /** @description One of the market's zones: NORD, CNOR, CSUD, SUD, CALA, SICI, SARD. */
                zone: string;
            };
            cookie?: never;
        };
        /** @description At most 40000 rows and 900000 bytes, in UTF-8. */
        requestBody: {
            content: {
                "application/json": {
                    /** Prices */
                    prices: {
                        /** Priceeurmwh */
                        priceEurMwh: number;
                        /**
                         * Start
                         * Format: date-time
                         * @description RFC 3339 with zone.
                         */
                        start: string;
                    }[];
                };
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImportAnswer"];
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
            /** @description The market has no such zone. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More than 900000 bytes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_rules_energy_data_rules_get: {
        parameters: {
            query?: {
                /** @description In Rome; today by default. */
                date?: string | null;
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
                    "application/json": components["schemas"]["RulesAnswer"];
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
}
