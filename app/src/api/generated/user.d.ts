// Made by "npm run api" from docs/reference/openapi-user.json; do not edit.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Keys
         * @description The public keys by which access tokens are verified.
         */
        get: operations["read_keys__well_known_jwks_json_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Choose a new password knowing the present one; ends all other sessions.
         */
        post: operations["change_password_user_change_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Confirm the address with the mailed code; from then on the user can sign in.
         *
         *     Needs the `signUpId` of the newest sign-up with this address, so that nobody confirms a
         *     password that somebody else chose. Who lost the id signs up again.
         */
        post: operations["confirm_user_confirm_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/delete-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete Account
         * @description Delete the account and all personal data of it, for good; asks for the password.
         */
        post: operations["delete_account_user_delete_account_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/export": {
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
        get: operations["export_data_user_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/forgotten-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgotten Password
         * @description Mail a 6-digit code to the address, if somebody has an account there.
         */
        post: operations["forgotten_password_user_forgotten_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Passkeys
         * @description The caller's passkeys, the oldest first.
         */
        get: operations["read_passkeys_user_passkey_get"];
        put?: never;
        /**
         * Add Passkey
         * @description Add the passkey that the browser has made; the owner is told by mail.
         */
        post: operations["add_passkey_user_passkey_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/passkey/{passkeyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rename Passkey
         * @description Give one of the caller's passkeys another name.
         */
        put: operations["rename_passkey_user_passkey__passkeyId__put"];
        post?: never;
        /**
         * Remove Passkey
         * @description Remove one of the caller's passkeys.
         */
        delete: operations["remove_passkey_user_passkey__passkeyId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/passkey/sign-in/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Sign In
         * @description Trade the browser's answer for the tokens of a new session.
         */
        post: operations["finish_sign_in_user_passkey_sign_in_finish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/passkey/sign-in/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Sign In
         * @description Ask what to ask the browser for; the same for every address and for none.
         */
        post: operations["start_sign_in_user_passkey_sign_in_start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/passkey/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Passkey
         * @description Ask what to ask the browser for, to add a passkey.
         */
        post: operations["start_passkey_user_passkey_start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Profile
         * @description The signed-in user's own data.
         */
        get: operations["read_profile_user_profile_get"];
        /**
         * Change Profile
         * @description Change name, language of messages or time zone.
         */
        put: operations["change_profile_user_profile_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description Trade a refresh token for its successor; one used before ends the session.
         */
        post: operations["refresh_user_refresh_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend
         * @description Mail a new code, which replaces the older one.
         *
         *     It is worth something only with the `signUpId` of the newest sign-up with this address.
         */
        post: operations["resend_user_resend_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Password
         * @description Choose a new password with the mailed code; ends all sessions.
         */
        post: operations["reset_password_user_reset_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/security-event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Security Events
         * @description What happened to the caller's account, newest first; kept for 180 days.
         */
        get: operations["read_security_events_user_security_event_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Sessions
         * @description Where the caller is signed in, the session used last first.
         */
        get: operations["read_sessions_user_session_get"];
        put?: never;
        post?: never;
        /**
         * End Other Sessions
         * @description End all of the caller's sessions but this one.
         */
        delete: operations["end_other_sessions_user_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/session/{sessionId}": {
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
         * End Session
         * @description End one of the caller's sessions, be it this one.
         */
        delete: operations["end_session_user_session__sessionId__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign In
         * @description Trade email and password for the tokens of a new session.
         *
         *     An address that is not confirmed yet is answered like one that nobody signed up with.
         */
        post: operations["sign_in_user_sign_in_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Out
         * @description End the session of the refresh token, or else of the access token.
         */
        post: operations["sign_out_user_sign_out_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Up
         * @description Ask to become a user: a 6-digit code is mailed to the address.
         *
         *     Keep the answer's `signUpId` and tell nobody: together with the code it confirms this
         *     sign-up and its password. A later sign-up with the same address takes this one's place.
         *     Who lost the id signs up again.
         */
        post: operations["sign_up_user_sign_up_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/zero-knowledge/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Keep this verifier in place of a hash or another one; ends all other sessions.
         */
        post: operations["change_password_user_zero_knowledge_change_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/zero-knowledge/confirm/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Confirmation
         * @description Ask for the challenge by which to prove the caller's own password once more.
         */
        post: operations["start_confirmation_user_zero_knowledge_confirm_start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/zero-knowledge/delete-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete Account
         * @description Delete the account and all personal data of it, for good; asks for the proof.
         */
        post: operations["delete_account_user_zero_knowledge_delete_account_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/zero-knowledge/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Password
         * @description Choose a new password with the mailed code, by its verifier; ends all sessions.
         */
        post: operations["reset_password_user_zero_knowledge_reset_password_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/zero-knowledge/sign-in/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Sign In
         * @description Trade the proof for the tokens of a new session and the server's own proof.
         */
        post: operations["finish_sign_in_user_zero_knowledge_sign_in_finish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/zero-knowledge/sign-in/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Sign In
         * @description Ask for the challenge by which to prove the password of this address.
         */
        post: operations["start_sign_in_user_zero_knowledge_sign_in_start_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/zero-knowledge/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Up
         * @description Ask to become a user, with a verifier in place of the password.
         *
         *     Keep the answer's `signUpId` as after `POST /user/sign-up`.
         */
        post: operations["sign_up_user_zero_knowledge_sign_up_post"];
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
         * AddPasskeyBody
         * @description The browser's answer, and a name by which the user knows the passkey.
         */
        AddPasskeyBody: {
            /**
             * Challengeid
             * Format: uuid
             */
            challengeId: string;
            credential: components["schemas"]["CreatedCredential"];
            /**
             * Name
             * @example Anna's phone
             */
            name: string;
        };
        /**
         * AssertionResponse
         * @description AuthenticatorAssertionResponseJSON.
         */
        AssertionResponse: {
            /**
             * Authenticatordata
             * @description URL-safe base64 without padding.
             */
            authenticatorData: string;
            /**
             * Clientdatajson
             * @description URL-safe base64 without padding.
             */
            clientDataJSON: string;
            /**
             * Signature
             * @description URL-safe base64 without padding.
             */
            signature: string;
            /** Userhandle */
            userHandle?: string | null;
        };
        /**
         * AttestationResponse
         * @description AuthenticatorAttestationResponseJSON.
         */
        AttestationResponse: {
            /**
             * Attestationobject
             * @description URL-safe base64 without padding.
             */
            attestationObject: string;
            /**
             * Clientdatajson
             * @description URL-safe base64 without padding.
             */
            clientDataJSON: string;
        };
        /**
         * ChangePasswordBody
         * @description The present password and the one chosen.
         */
        ChangePasswordBody: {
            /**
             * Password
             * Format: password
             * @description 10 to 128 characters, not a common one.
             */
            password: string;
            /**
             * Presentpassword
             * Format: password
             */
            presentPassword: string;
        };
        /**
         * CodeSent
         * @description The same for known and unknown addresses.
         */
        CodeSent: {
            /**
             * Status
             * @default code_sent
             * @constant
             */
            status: "code_sent";
        };
        /**
         * ConfirmationSent
         * @description The same for known and unknown addresses.
         */
        ConfirmationSent: {
            /**
             * Status
             * @default confirmation_sent
             * @constant
             */
            status: "confirmation_sent";
        };
        /**
         * ConfirmBody
         * @description The mailed code, and what the sign-up was answered with.
         */
        ConfirmBody: {
            /** Code */
            code: string;
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
            /**
             * Signupid
             * Format: password
             * @description From the answer to the newest sign-up with this address. Who lost it signs up again.
             */
            signUpId: string;
        };
        /**
         * ConfirmedUser
         * @description The user can sign in now.
         */
        ConfirmedUser: {
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * CreatedCredential
         * @description RegistrationResponseJSON: what `toJSON()` of the browser's answer to creation gives.
         */
        CreatedCredential: {
            /**
             * Id
             * @description URL-safe base64 without padding.
             */
            id: string;
            response: components["schemas"]["AttestationResponse"];
            /**
             * Type
             * @constant
             */
            type: "public-key";
        };
        /**
         * DeleteAccountBody
         * @description The password, because nothing brings the account back.
         */
        DeleteAccountBody: {
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * ExportAnswer
         * @description All that this service keeps of the user, except for secrets, and where the rest is.
         */
        ExportAnswer: {
            /** Confirmedat */
            confirmedAt: string | null;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Elsewhere */
            elsewhere: components["schemas"]["ExportElsewhere"][];
            /**
             * Exportedat
             * Format: date-time
             */
            exportedAt: string;
            /** Passkeys */
            passkeys: components["schemas"]["PasskeyAnswer"][];
            profile: components["schemas"]["ProfileAnswer"];
            /** Securityevents */
            securityEvents: components["schemas"]["SecurityEventAnswer"][];
            /** Sessions */
            sessions: components["schemas"]["SessionAnswer"][];
        };
        /**
         * ExportElsewhere
         * @description What another service keeps of the user, and the operation that gives it.
         */
        ExportElsewhere: {
            /** Operation */
            operation: string;
            /** What */
            what: string;
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
         * FinishPasskeySignInBody
         * @description The browser's answer; the address is the one given at the start, if any.
         */
        FinishPasskeySignInBody: {
            /**
             * Challengeid
             * Format: uuid
             */
            challengeId: string;
            credential: components["schemas"]["SignedCredential"];
            /** Email */
            email?: string | null;
        };
        /**
         * FinishSignInBody
         * @description The answer to the challenge for this address.
         */
        FinishSignInBody: {
            /**
             * Challengeid
             * Format: uuid
             */
            challengeId: string;
            /**
             * Clientkey
             * @description A number of the group, big-endian: 384 bytes in URL-safe base64 without padding.
             */
            clientKey: string;
            /**
             * Clientproof
             * @description 32 bytes in URL-safe base64 without padding.
             */
            clientProof: string;
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
        };
        /**
         * ForgottenPasswordBody
         * @description The address of an account whose password is not known any more.
         */
        ForgottenPasswordBody: {
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
        };
        /**
         * JsonWebKey
         * @description An Ed25519 public key (RFC 8037).
         */
        JsonWebKey: {
            /**
             * Alg
             * @constant
             */
            alg: "EdDSA";
            /**
             * Crv
             * @constant
             */
            crv: "Ed25519";
            /** Kid */
            kid: string;
            /**
             * Kty
             * @constant
             */
            kty: "OKP";
            /**
             * Use
             * @constant
             */
            use: "sig";
            /** X */
            x: string;
        };
        /**
         * JsonWebKeySet
         * @description The keys by which access tokens are verified (RFC 7517).
         */
        JsonWebKeySet: {
            /** Keys */
            keys: components["schemas"]["JsonWebKey"][];
        };
        /**
         * PasskeyAnswer
         * @description A passkey of the user; `backedUp`: it is kept by a provider too, not by one device only.
         */
        PasskeyAnswer: {
            /** Backedup */
            backedUp: boolean;
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Lastusedat */
            lastUsedAt: string | null;
            /** Name */
            name: string;
            /**
             * Passkeyid
             * Format: uuid
             */
            passkeyId: string;
        };
        /**
         * PasskeyChallengeAnswer
         * @description Give `publicKey` to the browser, after parse...OptionsFromJSON; open for two minutes.
         */
        PasskeyChallengeAnswer: {
            /**
             * Challengeid
             * Format: uuid
             */
            challengeId: string;
            /** Publickey */
            publicKey: {
                [key: string]: unknown;
            };
        };
        /**
         * PasswordEvidence
         * @description The present password, of an account that keeps its hash.
         */
        PasswordEvidence: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "password";
            /**
             * Password
             * Format: password
             */
            password: string;
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
         * ProfileAnswer
         * @description The signed-in user's own data.
         */
        ProfileAnswer: {
            /** Email */
            email: string;
            /**
             * Locale
             * @enum {string}
             */
            locale: "it" | "en";
            /** Name */
            name: string;
            /** Timezone */
            timeZone: string;
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * ProfileBody
         * @description What is to change; a field left out stays as it is.
         */
        ProfileBody: {
            /** Locale */
            locale?: ("it" | "en") | null;
            /** Name */
            name?: string | null;
            /** Timezone */
            timeZone?: string | null;
        };
        /**
         * ProofBody
         * @description The answer to a challenge, which is used up by it.
         */
        ProofBody: {
            /**
             * Challengeid
             * Format: uuid
             */
            challengeId: string;
            /**
             * Clientkey
             * @description A number of the group, big-endian: 384 bytes in URL-safe base64 without padding.
             */
            clientKey: string;
            /**
             * Clientproof
             * @description 32 bytes in URL-safe base64 without padding.
             */
            clientProof: string;
        };
        /**
         * ProofChallengeAnswer
         * @description The same shape for every address, with an account or not; open for two minutes.
         */
        ProofChallengeAnswer: {
            /**
             * Challengeid
             * Format: uuid
             */
            challengeId: string;
            /**
             * Salt
             * @description 32 bytes in URL-safe base64 without padding.
             */
            salt: string;
            /**
             * Serverkey
             * @description A number of the group, big-endian: 384 bytes in URL-safe base64 without padding.
             */
            serverKey: string;
            /**
             * Suite
             * @constant
             */
            suite: "SRP6a-3072-SHA256-PBKDF2-600000";
        };
        /**
         * ProofEvidence
         * @description The proof of the present password, of an account that keeps a verifier.
         */
        ProofEvidence: {
            /**
             * Challengeid
             * Format: uuid
             */
            challengeId: string;
            /**
             * Clientkey
             * @description A number of the group, big-endian: 384 bytes in URL-safe base64 without padding.
             */
            clientKey: string;
            /**
             * Clientproof
             * @description 32 bytes in URL-safe base64 without padding.
             */
            clientProof: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "proof";
        };
        /**
         * ProvedSignInAnswer
         * @description The tokens, and the proof that the server holds the verifier: check it before using them.
         */
        ProvedSignInAnswer: {
            /** Accesstoken */
            accessToken: string;
            /** Expiresins */
            expiresInS: number;
            /** Refreshtoken */
            refreshToken: string;
            /**
             * Serverproof
             * @description 32 bytes in URL-safe base64 without padding.
             */
            serverProof: string;
            /**
             * Tokentype
             * @default Bearer
             * @constant
             */
            tokenType: "Bearer";
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * RefreshBody
         * @description The newest refresh token of a session.
         */
        RefreshBody: {
            /**
             * Refreshtoken
             * Format: password
             */
            refreshToken: string;
        };
        /**
         * RenamePasskeyBody
         * @description Another name.
         */
        RenamePasskeyBody: {
            /**
             * Name
             * @example Anna's phone
             */
            name: string;
        };
        /**
         * ResendBody
         * @description An address that waits for a code.
         */
        ResendBody: {
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
        };
        /**
         * ResetPasswordBody
         * @description The mailed code and the password chosen.
         */
        ResetPasswordBody: {
            /** Code */
            code: string;
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
            /**
             * Password
             * Format: password
             * @description 10 to 128 characters, not a common one.
             */
            password: string;
        };
        /**
         * SecurityEventAnswer
         * @description What happened to the account's security, asked for by which device.
         */
        SecurityEventAnswer: {
            /** Device */
            device: string;
            kind: components["schemas"]["SecurityEventKind"];
            /** Network */
            network: string;
            /**
             * Occurredat
             * Format: date-time
             */
            occurredAt: string;
            /** Sessionid */
            sessionId: string | null;
        };
        /**
         * SecurityEventKind
         * @description What happened.
         * @enum {string}
         */
        SecurityEventKind: "signed_up" | "confirmed" | "signed_in" | "sign_in_failed" | "new_device" | "refresh_reused" | "session_ended" | "password_refused" | "password_changed" | "password_reset" | "passkey_added" | "passkey_removed" | "passkey_refused" | "data_exported" | "account_deleted";
        /**
         * SessionAnswer
         * @description Where the user is signed in. `network` is the network of many homes the sign-in came from.
         */
        SessionAnswer: {
            /**
             * Createdat
             * Format: date-time
             */
            createdAt: string;
            /** Current */
            current: boolean;
            /** Device */
            device: string;
            /**
             * Lastusedat
             * Format: date-time
             */
            lastUsedAt: string;
            /** Network */
            network: string;
            /**
             * Sessionid
             * Format: uuid
             */
            sessionId: string;
        };
        /**
         * SignedCredential
         * @description AuthenticationResponseJSON: what `toJSON()` of the browser's answer to a request gives.
         */
        SignedCredential: {
            /**
             * Id
             * @description URL-safe base64 without padding.
             */
            id: string;
            response: components["schemas"]["AssertionResponse"];
            /**
             * Type
             * @constant
             */
            type: "public-key";
        };
        /**
         * SignedUp
         * @description The same for known and unknown addresses; the id confirms this sign-up and no other.
         */
        SignedUp: {
            /** Signupid */
            signUpId: string;
        };
        /**
         * SignInBody
         * @description Credentials.
         */
        SignInBody: {
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * SignUpBody
         * @description A wish to become a user.
         */
        SignUpBody: {
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
            /**
             * Locale
             * @default it
             * @enum {string}
             */
            locale: "it" | "en";
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Password
             * Format: password
             * @description 10 to 128 characters, not a common one.
             */
            password: string;
            /**
             * Timezone
             * @default Europe/Rome
             * @example Europe/Rome
             */
            timeZone: string;
        };
        /**
         * StartPasskeyBody
         * @description The present password or its proof; neither is needed within 10 minutes of a sign-in.
         */
        StartPasskeyBody: {
            /** Present */
            present?: (components["schemas"]["PasswordEvidence"] | components["schemas"]["ProofEvidence"]) | null;
        };
        /**
         * StartPasskeySignInBody
         * @description With an address only its account's passkeys will do; without one, the device says whose.
         */
        StartPasskeySignInBody: {
            /** Email */
            email?: string | null;
        };
        /**
         * StartSignInBody
         * @description Who wants to sign in.
         */
        StartSignInBody: {
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
        };
        /**
         * TokensAnswer
         * @description What a client holds: the access token for every service, the refresh token for this one.
         */
        TokensAnswer: {
            /** Accesstoken */
            accessToken: string;
            /** Expiresins */
            expiresInS: number;
            /** Refreshtoken */
            refreshToken: string;
            /**
             * Tokentype
             * @default Bearer
             * @constant
             */
            tokenType: "Bearer";
            /**
             * Userid
             * Format: uuid
             */
            userId: string;
        };
        /**
         * VerifierChangeBody
         * @description The evidence of the present password, and the verifier of the one chosen.
         */
        VerifierChangeBody: {
            /** Present */
            present: components["schemas"]["PasswordEvidence"] | components["schemas"]["ProofEvidence"];
            /**
             * Salt
             * @description 32 bytes in URL-safe base64 without padding.
             */
            salt: string;
            /**
             * Suite
             * @constant
             */
            suite: "SRP6a-3072-SHA256-PBKDF2-600000";
            /**
             * Verifier
             * @description A number of the group, big-endian: 384 bytes in URL-safe base64 without padding.
             */
            verifier: string;
        };
        /**
         * VerifierResetBody
         * @description The mailed code and the verifier of the password chosen.
         */
        VerifierResetBody: {
            /** Code */
            code: string;
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
            /**
             * Salt
             * @description 32 bytes in URL-safe base64 without padding.
             */
            salt: string;
            /**
             * Suite
             * @constant
             */
            suite: "SRP6a-3072-SHA256-PBKDF2-600000";
            /**
             * Verifier
             * @description A number of the group, big-endian: 384 bytes in URL-safe base64 without padding.
             */
            verifier: string;
        };
        /**
         * VerifierSignUpBody
         * @description A wish to become a user whose password the server never sees.
         */
        VerifierSignUpBody: {
            /**
             * Email
             * Format: email
             * @example anna@example.org
             */
            email: string;
            /**
             * Locale
             * @default it
             * @enum {string}
             */
            locale: "it" | "en";
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Salt
             * @description 32 bytes in URL-safe base64 without padding.
             */
            salt: string;
            /**
             * Suite
             * @constant
             */
            suite: "SRP6a-3072-SHA256-PBKDF2-600000";
            /**
             * Timezone
             * @default Europe/Rome
             * @example Europe/Rome
             */
            timeZone: string;
            /**
             * Verifier
             * @description A number of the group, big-endian: 384 bytes in URL-safe base64 without padding.
             */
            verifier: string;
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
    read_keys__well_known_jwks_json_get: {
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
                    "application/json": components["schemas"]["JsonWebKeySet"];
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
        };
    };
    change_password_user_change_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordBody"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The password is not the account's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    confirm_user_confirm_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedUser"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    delete_account_user_delete_account_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteAccountBody"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The password is not the account's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    export_data_user_export_get: {
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
                    "application/json": components["schemas"]["ExportAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    forgotten_password_user_forgotten_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenPasswordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    read_passkeys_user_passkey_get: {
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
                    "application/json": components["schemas"]["PasskeyAnswer"][];
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
            /** @description Not signed in, or the credentials are wrong. */
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
    add_passkey_user_passkey_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPasskeyBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The passkey was added before, or the account has as many as it may. */
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
    rename_passkey_user_passkey__passkeyId__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkeyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenamePasskeyBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no such passkey. */
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
    remove_passkey_user_passkey__passkeyId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkeyId: string;
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no such passkey. */
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
    finish_sign_in_user_passkey_sign_in_finish_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishPasskeySignInBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    start_sign_in_user_passkey_sign_in_start_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartPasskeySignInBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyChallengeAnswer"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    start_passkey_user_passkey_start_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartPasskeyBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyChallengeAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The password is not the account's, or the sign-in is too long ago. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The passkey was added before, or the account has as many as it may. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    read_profile_user_profile_get: {
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
                    "application/json": components["schemas"]["ProfileAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
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
    change_profile_user_profile_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
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
    refresh_user_refresh_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
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
    resend_user_resend_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResendBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmationSent"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    reset_password_user_reset_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPasswordBody"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    read_security_events_user_security_event_get: {
        parameters: {
            query?: {
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
                    "application/json": components["schemas"]["SecurityEventAnswer"][];
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
            /** @description Not signed in, or the credentials are wrong. */
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
    read_sessions_user_session_get: {
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
                    "application/json": components["schemas"]["SessionAnswer"][];
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
            /** @description Not signed in, or the credentials are wrong. */
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
    end_other_sessions_user_session_delete: {
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
            /** @description Not signed in, or the credentials are wrong. */
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
    end_session_user_session__sessionId__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller has no such session. */
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
    sign_in_user_sign_in_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    sign_out_user_sign_out_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshBody"] | null;
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
            /** @description Not signed in, or the credentials are wrong. */
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
    sign_up_user_sign_up_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    change_password_user_zero_knowledge_change_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifierChangeBody"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The password is not the account's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    start_confirmation_user_zero_knowledge_confirm_start_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofChallengeAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The account keeps a password's hash and no verifier. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    delete_account_user_zero_knowledge_delete_account_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProofBody"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The password is not the account's. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    reset_password_user_zero_knowledge_reset_password_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifierResetBody"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    finish_sign_in_user_zero_knowledge_sign_in_finish_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishSignInBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvedSignInAnswer"];
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
            /** @description Not signed in, or the credentials are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too often; Retry-After says when to try again. */
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
    start_sign_in_user_zero_knowledge_sign_in_start_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSignInBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofChallengeAnswer"];
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
            /** @description Too often; Retry-After says when to try again. */
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
    sign_up_user_zero_knowledge_sign_up_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifierSignUpBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"];
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
            /** @description Too often; Retry-After says when to try again. */
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
}
