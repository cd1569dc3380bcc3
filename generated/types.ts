// Generated from openapi/ by `npm run generate`. Do not edit.
export interface paths {
    "/scheduler/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create or update a scheduler entity
         * @description Upserts an entity, usually a provider office, by `name` inside the authenticated tenant: when the name exists, its schedule and
         *     location data are updated and the existing record, with the same `id`, comes back. Persist that `id`.
         *
         *     Safe to repeat, because it is an upsert by name.
         *
         *     Operation: `upsertEntity`. Vendor's reference: "POST /scheduler/entities".
         */
        post: operations["upsertEntity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduler/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue calls
         * @description Queues one or more calls. Nothing is dialled until triggerCall starts a request; whether a request that is never triggered dials
         *     by itself is not published. Persist each `id` of the answer, and pair answers with rows by `external_reference_id`.
         *
         *     Nothing is published about queueing the same call twice, so it is repeated only when it was certainly never sent or was refused with 429.
         *
         *     Operation: `queueCalls`. Vendor's reference: "POST /scheduler/requests".
         */
        post: operations["queueCalls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduler/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Poll a call
         * @description Reads where a scheduled request stands. Poll until the status is terminal (`COMPLETE`, `ERROR`, `CANCELLED`, `DO_NOT_CALL_BACK`), or
         *     stop when your own timeout policy is reached. `ENQUEUED`, `ACTIVE` and any status not listed are not terminal.
         *
         *     Send `Content-Type: application/json` here too: the reference asks for it on every request.
         *
         *     Operation: `getCall`. Vendor's reference: "GET /scheduler/requests/{requestId}".
         */
        get: operations["getCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scheduler/trigger/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start one queued call
         * @description Starts the call workflow of a single scheduled request: a phone rings. A 2xx can still carry a failure, so read
         *     `triggered_request_ids` and `errors` before believing that the call was started.
         *
         *     Nothing is published about triggering the same request twice, so it is repeated only when it was certainly never sent or was refused
         *     with 429. After an answer that was lost, ask getCall: any status but `ENQUEUED` proves that the trigger took.
         *
         *     Operation: `triggerCall`. Vendor's reference: "POST /scheduler/trigger/v2".
         */
        post: operations["triggerCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
/** @description The date and time of an appointment. The field names are published, their formats are inferred and not enforced. */
export interface AppointmentSlot {
    /** @description Calendar date, presumably `YYYY-MM-DD`. */
    date: string;
    /** @description Time of day, presumably `HH:mm` in the call's `local_timezone`. */
    time: string;
}
/** @description One attempt to place the call. Its other fields are not published, so anything more that arrives is passed through. */
export interface CallAttempt {
    /** @description How the attempt ended; a value not listed is passed through. Name inferred: the reference heads its table "CallAttempt disposition values". */
    disposition?: CallAttemptDisposition | string | null;
    /** @description When the attempt ended, presumably an RFC 3339 date-time. Name is a stand-in: the field is not published. */
    ended_at?: string | null;
    /** @description Id of the attempt. Name is a stand-in: the field is not published. */
    id?: string;
    /** @description When the attempt began, presumably an RFC 3339 date-time. Name is a stand-in: the field is not published. */
    started_at?: string | null;
    /** @description How far the attempt got; a value not listed is passed through. Name inferred: the reference heads its table "CallAttempt status values". */
    status?: CallAttemptStatus | string;
}
/**
 * @description How a call attempt ended. The meanings are published, the literals are inferred.
 * @enum {string}
 */
export type CallAttemptDisposition = "CONNECTED" | "TEMPORARY_FAILURE" | "PERMANENT_FAILURE";
/**
 * @description How far a call attempt got. The meanings are published, the literals are inferred.
 * @enum {string}
 */
export type CallAttemptStatus = "PLACED" | "ANSWERED" | "FAILED" | "COMPLETED" | "COMPLETE";
/** @description What the call is about: patient, claim and appointment. The seventeen names are positional: the reference lost them, the quickstart's normalized call row prints them in the same order. */
export interface CallDetails {
    /** @description The injured body part. Name positional, from the call row. */
    body_part: string;
    /** @description The claim's number. Always send it: the reference calls it optional with a default whose value is lost, the quickstart's row requires it. Name positional, from the call row. */
    claim_number?: string;
    /**
     * Format: date
     * @description The date of the injury, `YYYY-MM-DD`. Name positional, from the call row.
     */
    date_of_injury: string;
    /** @description The EOC number. Name positional, from the call row. */
    eoc_number: string;
    /**
     * Format: date-time-local
     * @description When the appointment is expected, `YYYY-MM-DDTHH:mm:ss` in `local_timezone`: no offset, no `Z`, no fraction. Name positional, from the call row.
     */
    expected_appointment_date_time: string;
    /** @description The insurer group. Name positional, from the call row. */
    insurer_group_name: string;
    /** @description IANA time zone in which `expected_appointment_date_time` is read, e.g. `America/New_York`. Name positional, from the call row. */
    local_timezone: string;
    /** @description Notes; accepted, but not persisted as evaluation metadata. Name positional, from the call row. */
    notes?: string | null;
    /** @description The organization the call is made for. It must be enabled for the tenant, or scheduling is refused. Name positional, from the call row. */
    organization_name: string;
    /**
     * Format: date
     * @description The patient's date of birth, `YYYY-MM-DD`. Name positional, from the call row.
     */
    patient_dob: string;
    /** @description The patient's full name. Name positional, from the call row. */
    patient_name: string;
    /** @description The patient's NANP phone number in any common form; the API normalises it to E.164. Name positional, from the call row. */
    patient_phone_number?: string | null;
    /** @description The patient's social security number: nine digits, the last four, `NNN-NN-NNNN`, or a masked form that ends in the last four (`***-**-1234`). Name positional, from the call row. */
    patient_ssn?: string | null;
    /** @description The provider office; the entity is usually named after it. Name positional, from the call row. */
    provider_office: string;
    /** @description The office's postal address. Name positional, from the call row. */
    provider_office_address: string;
    /** @description The office's US state, as an abbreviation or in full. Name positional, from the call row. */
    provider_state?: string | null;
    /** @description The kind of service, e.g. `MRI`. Name positional, from the call row. */
    service_modality: string;
}
/** @description One call to queue. Queueing places no call; a trigger does. */
export interface CallInput {
    /** @description Which call workflow to run, e.g. `IECC`. Name is a stand-in, and the published literal is lost, so any non-empty string is allowed. */
    call_type: string;
    /**
     * Format: date-time
     * @description Preferred deadline, an RFC 3339 date-time with its offset; no leap second. Name inferred: the reference publishes its meaning.
     */
    deadline?: string | null;
    /** @description Patient and claim metadata. Name inferred: the reference heads its table "Details object". */
    details: CallDetails;
    /**
     * Format: uuid
     * @description The office to call: the `id` (UUID) that upsertEntity returned. Name inferred: the reference publishes its meaning.
     */
    entity_id: string;
    /** @description Your stable id for the source row, unique per row. Required on every call of a batch as soon as one call has it. */
    external_reference_id?: string;
    /** @description Notes for the caller, that is, the agent who speaks to the office. */
    notes?: string | null;
    /** @description The office's callable number, NANP in E.164, `+1NXXNXXXXXX`. */
    outbound_phone_number: string;
}
/** @description A span of one day in which calls may be placed, in the office's time zone. Extra fields are rejected by the API. */
export interface CallWindow {
    /** @description Last minute of the window, `HH:mm` on a 24-hour clock. It must be after `start`. */
    end: string;
    /** @description First minute of the window, `HH:mm` on a 24-hour clock. */
    start: string;
}
/** @description A weekday on which the office is closed. `{}` says it; extra fields are rejected by the API. */
export interface ClosedDay {
    /** @description A closed day must not set a call time, so only null, or leaving the field out, is allowed. */
    default_call_time?: null;
}
/** @description A scheduler entity as EverGrove holds it. */
export interface Entity {
    /** @description Whether the office can be called. What decides it is not published. */
    can_call: boolean;
    /**
     * Format: date-time
     * @description When the entity was created (RFC 3339 date-time).
     */
    created_at: string;
    /**
     * Format: uuid
     * @description Entity id (UUID). Persist it; calls name their office by it.
     */
    id: string;
    /** @description How to navigate the office's phone menu, in plain words. */
    ivr_answer_key_guide: string | null;
    /** @description Display name of the location. */
    location_name: string | null;
    /** @description IANA time zone of the office, e.g. `America/New_York`. */
    location_timezone: string;
    /** @description Entity name, the upsert key inside the tenant. */
    name: string;
    /** @description The authenticated tenant. */
    tenant_id: string;
    /** @description The call windows and the default call time of each weekday, as stored. */
    working_hours_policy: StoredWorkingHoursPolicy;
    /** @description Where the working hours came from. Its values are not published. */
    working_hours_source: string | null;
    /**
     * Format: date-time
     * @description When the working hours last changed (RFC 3339 date-time).
     */
    working_hours_updated_at: string | null;
}
/** @description A scheduler entity to create or update: usually one provider office, with the hours in which it may be called. The API upserts by `name` inside the authenticated tenant. */
export interface EntityInput {
    /** @description How to navigate the office's phone menu, in plain words. */
    ivr_answer_key_guide?: string | null;
    /** @description Display name of the location. */
    location_name?: string | null;
    /** @description IANA time zone of the office, e.g. `America/New_York`. The working hours are read in it. */
    location_timezone: string;
    /** @description Entity name, usually the provider office. It is the upsert key inside the authenticated tenant. */
    name: string;
    /** @description The call windows and the default call time of each weekday, in the office's own time zone. */
    working_hours_policy: WorkingHoursPolicy;
}
/** @description What the call found out. The reference lost all twelve names and several types: every name is a stand-in, nothing is required, and anything more that arrives is passed through. Every field is sensitive. */
export interface GeneratedOutcomes {
    /** @description Where the appointment stands. Name is a stand-in: the field is a union of literals, all lost. */
    appointment_status?: string;
    /** @description Whether the call was completed. Name is a stand-in: only the type is published. */
    call_completed?: boolean;
    /**
     * Format: date-time
     * @description When the call was completed (RFC 3339 date-time). Name is a stand-in: only the type is published.
     */
    call_completed_at?: string | null;
    /** @description How sure the outcome is. Name is a stand-in and the type is lost, so any value is allowed. */
    confidence?: unknown;
    /** @description The appointment the office confirmed. Name is a stand-in: only the type is published. */
    confirmed_appointment?: AppointmentSlot | null;
    /** @description What is left to do. Name is a stand-in and the type is lost, so any value is allowed. */
    follow_up?: unknown;
    /** @description Further appointments the office named. Name is a stand-in: only the type is published. */
    future_appointments?: AppointmentSlot[];
    /** @description Why the patient did not attend. Name is a stand-in: only the type is published. */
    non_attendance_reason?: string | null;
    /** @description The outcome of the call. Name is a stand-in: the field is an enum, its literals are lost. */
    outcome?: string;
    /** @description Whether the patient attended the appointment. Name is a stand-in: only the type is published. */
    patient_attended?: boolean | null;
    /** @description The appointment that replaces the expected one. Name is a stand-in: only the type is published. */
    rescheduled_appointment?: AppointmentSlot | null;
    /** @description What was said, in a few sentences. Name is a stand-in: only the type is published. */
    summary?: string | null;
}
/** @description A weekday on which the office may be called. Extra fields are rejected by the API. */
export interface OpenDay {
    /** @description When a call is placed by default, `HH:mm` in the office's time zone. It must lie inside one of the windows. */
    default_call_time: string;
    /** @description The spans in which calls may be placed. Both ends of a window count as inside it. */
    windows: CallWindow[];
}
/**
 * @description Where an outbound call stands. `COMPLETE`, `ERROR`, `CANCELLED` and `DO_NOT_CALL_BACK` are terminal; keep polling on `ENQUEUED` and `ACTIVE`.
 * @enum {string}
 */
export type OutboundCallStatus = "ENQUEUED" | "ACTIVE" | "COMPLETE" | "ERROR" | "CANCELLED" | "DO_NOT_CALL_BACK";
/** @description An error body. EverGrove publishes none, so this is an assumption that fits RFC 9457 and the common JSON shapes: each field may be there or not, and anything more is passed through. */
export interface Problem {
    /** @description A code for programs. Name inferred: no error body or code is published. */
    code?: string | number;
    /** @description What went wrong this time: a text in RFC 9457, a list of issues in FastAPI's shape. Sensitive: both may echo what was sent. Name inferred: no error body is published. */
    detail?: unknown;
    /** @description What went wrong, as a text or an object. Sensitive: the server writes free text and may echo what was sent. Name inferred: no error body is published. */
    error?: unknown;
    /** @description The single errors, as a list or an object. Sensitive: the server writes free text and may echo what was sent. Name inferred: no error body is published. */
    errors?: unknown;
    /** @description What went wrong, for a human. Sensitive: the server writes free text and may echo what was sent. Name inferred: no error body is published. */
    message?: string;
    /** @description The HTTP status, repeated. Name inferred: no error body is published. */
    status?: number;
    /** @description The problem in a few words. Sensitive: the server writes free text and may echo what was sent. Name inferred: no error body is published. */
    title?: string;
    /** @description What kind of problem it is, a URI reference in RFC 9457. Name inferred: no error body is published. */
    type?: string;
}
/** @description The calls to queue. Either every call carries an `external_reference_id` or none does, and no two are the same. */
export interface QueueCallsInput {
    /** @description The calls to queue, at least one. Name inferred: the reference publishes only its type. */
    calls: CallInput[];
}
/** @description The answer to queueCalls. */
export interface QueueCallsResult {
    /** @description The scheduled requests. Pair them with your rows by `external_reference_id`: their order is not published. Name inferred: the reference publishes only its type. */
    requests: ScheduledRequest[];
}
/** @description Where a scheduled request stands, and what the call found out once it is `COMPLETE`. */
export interface RequestStatus {
    /** @description The attempts made so far; absent unless `include_call_attempts` is true. Name inferred: the reference publishes its meaning. */
    call_attempts?: CallAttempt[];
    /**
     * Format: date-time
     * @description When the call came to its end (RFC 3339 date-time). Name inferred: the reference publishes only its type.
     */
    completed_at?: string | null;
    /**
     * Format: date-time
     * @description When the request was queued (RFC 3339 date-time).
     */
    created_at: string;
    /** @description What the call found out. Name inferred: the reference heads its table "Generated outcomes schema". */
    generated_outcomes?: GeneratedOutcomes | null;
    /**
     * Format: uuid
     * @description Request id (UUID). Name inferred: the reference publishes only its type.
     */
    id: string;
    /** @description Where the call stands; a value not listed is passed through and is not terminal. Name inferred: the reference points to its enum. */
    status: OutboundCallStatus | string;
    /**
     * Format: date-time
     * @description When the request last changed (RFC 3339 date-time). Name inferred: the reference publishes only its type.
     */
    updated_at?: string;
}
/** @description A queued call. Persist its `id`, then trigger it. */
export interface ScheduledRequest {
    /**
     * Format: uuid
     * @description The batch the request was queued in (UUID). Name is a stand-in: the reference publishes only its type.
     */
    batch_id?: string;
    /**
     * Format: date-time
     * @description When the call came to its end (RFC 3339 date-time). Name inferred: the reference publishes only its type.
     */
    completed_at?: string | null;
    /**
     * Format: date-time
     * @description When the request was queued (RFC 3339 date-time).
     */
    created_at: string;
    /**
     * Format: uuid
     * @description The office to call (UUID). Name inferred: the reference publishes only its type.
     */
    entity_id?: string;
    /** @description Your id for the source row, echoed: how answers are paired with rows. Name inferred: the reference publishes only its type. */
    external_reference_id?: string | null;
    /** @description What the call found out; usually null at creation. Name inferred: the reference heads its table "Generated outcomes schema". */
    generated_outcomes?: GeneratedOutcomes | null;
    /**
     * Format: uuid
     * @description Request id (UUID), to be persisted and triggered. Name inferred: the reference publishes its meaning.
     */
    id: string;
    /** @description The office's number that will be called. Name inferred: the reference publishes only its type. */
    outbound_phone_number?: string;
    /** @description Where the call stands; a value not listed is passed through and is not terminal. Name inferred: the reference points to its enum. */
    status: OutboundCallStatus | string;
    /**
     * Format: date-time
     * @description When the request last changed (RFC 3339 date-time). Name inferred: the reference publishes only its type.
     */
    updated_at?: string;
}
/** @description A span of one day in which calls may be placed, as stored. */
export interface StoredCallWindow {
    /** @description Last minute of the window, `HH:mm` on a 24-hour clock. */
    end: string;
    /** @description First minute of the window, `HH:mm` on a 24-hour clock. */
    start: string;
}
/** @description One weekday of the stored working hours. Without `windows` the day is closed. */
export interface StoredWorkingDay {
    /** @description When a call is placed by default, `HH:mm` in the office's time zone; null or left out on a closed day. */
    default_call_time?: string | null;
    /** @description The spans in which calls may be placed; left out on a closed day. */
    windows?: StoredCallWindow[];
}
/** @description The working hours as EverGrove returns them: the open twin of `WorkingHoursPolicy`, which tolerates fields it does not know. */
export interface StoredWorkingHoursPolicy {
    /** @description Friday's call windows. Name inferred: only its meaning is published. */
    friday?: StoredWorkingDay;
    /** @description Monday's call windows. Name inferred: only its meaning is published. */
    monday?: StoredWorkingDay;
    /** @description Saturday's call windows. Name inferred: only its meaning is published. */
    saturday?: StoredWorkingDay;
    /** @description Sunday's call windows. Name inferred: only its meaning is published. */
    sunday?: StoredWorkingDay;
    /** @description Thursday's call windows. Name inferred: only its meaning is published. */
    thursday?: StoredWorkingDay;
    /** @description Tuesday's call windows. Name inferred: only its meaning is published. */
    tuesday?: StoredWorkingDay;
    /** @description Wednesday's call windows. Name inferred: only its meaning is published. */
    wednesday?: StoredWorkingDay;
}
/** @description Which queued request to start, and when. */
export interface TriggerInput {
    /**
     * @description When to start. Name is a stand-in, as are its values and its default.
     * @default immediate
     */
    mode?: TriggerMode;
    /** @description Exactly one request id (UUID) that queueCalls returned. Name inferred: the reference publishes its meaning. */
    request_ids: string[];
}
/**
 * @description When a triggered request starts. The published literals are lost; these are stand-ins.
 * @enum {string}
 */
export type TriggerMode = "immediate" | "scheduled";
/** @description The answer to triggerCall. A 2xx can still carry a failure: the call was started only when its id is in `triggered_request_ids` and `errors` is empty or absent. */
export interface TriggerResult {
    /** @description Trigger-level errors, when there are any, even in a 2xx. Sensitive: the server writes free text and may echo what was sent. Name inferred: the reference publishes its meaning. */
    errors?: string[];
    /** @description Optional summary for a human. Sensitive: the server writes free text and may echo what was sent. Name inferred: the reference publishes its meaning. */
    message?: string;
    /** @description How the trigger went; a value not listed is passed through. Name is a stand-in, as are its values. */
    status?: TriggerStatus | string;
    /** @description The ids (UUID) of the requests that were started. Name inferred: the reference publishes its meaning. */
    triggered_request_ids: string[];
    /** @description Optional reference to the workflow that runs the call. Name inferred: the reference publishes its meaning. */
    workflow_id?: string;
}
/**
 * @description How a trigger went. The published literals are lost; these are stand-ins.
 * @enum {string}
 */
export type TriggerStatus = "triggered" | "skipped" | "failed";
/** @description One weekday of an office, open (`windows` present) or closed (`windows` left out). */
export type WorkingDay = OpenDay | ClosedDay;
/** @description The hours in which an office may be called, one optional key per weekday. Extra fields are rejected by the API. Send `{}` for a day that is closed; what a missing weekday means is not published. */
export interface WorkingHoursPolicy {
    /** @description Friday's call windows. Name inferred: only its meaning is published. */
    friday?: WorkingDay;
    /** @description Monday's call windows. Name inferred: only its meaning is published. */
    monday?: WorkingDay;
    /** @description Saturday's call windows. Name inferred: only its meaning is published. */
    saturday?: WorkingDay;
    /** @description Sunday's call windows. Name inferred: only its meaning is published. */
    sunday?: WorkingDay;
    /** @description Thursday's call windows. Name inferred: only its meaning is published. */
    thursday?: WorkingDay;
    /** @description Tuesday's call windows. Name inferred: only its meaning is published. */
    tuesday?: WorkingDay;
    /** @description Wednesday's call windows. Name inferred: only its meaning is published. */
    wednesday?: WorkingDay;
}
export interface components {
    schemas: {
        AppointmentSlot: AppointmentSlot;
        CallAttempt: CallAttempt;
        CallAttemptDisposition: CallAttemptDisposition;
        CallAttemptStatus: CallAttemptStatus;
        CallDetails: CallDetails;
        CallInput: CallInput;
        CallWindow: CallWindow;
        ClosedDay: ClosedDay;
        Entity: Entity;
        EntityInput: EntityInput;
        GeneratedOutcomes: GeneratedOutcomes;
        OpenDay: OpenDay;
        OutboundCallStatus: OutboundCallStatus;
        Problem: Problem;
        QueueCallsInput: QueueCallsInput;
        QueueCallsResult: QueueCallsResult;
        RequestStatus: RequestStatus;
        ScheduledRequest: ScheduledRequest;
        StoredCallWindow: StoredCallWindow;
        StoredWorkingDay: StoredWorkingDay;
        StoredWorkingHoursPolicy: StoredWorkingHoursPolicy;
        TriggerInput: TriggerInput;
        TriggerMode: TriggerMode;
        TriggerResult: TriggerResult;
        TriggerStatus: TriggerStatus;
        WorkingDay: WorkingDay;
        WorkingHoursPolicy: WorkingHoursPolicy;
    };
    responses: {
        /** @description The request is malformed. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description The request clashes with the present state. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description The key may not do this; also assumed for an `organization_name` that is not enabled for the tenant. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description The server failed; what it did before is unknown. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description No such entity, request or path in this tenant. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description The server is overloaded or down for a while; what it did before is unknown. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        ServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description Too many requests; it was refused before acting. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description The key is missing, unknown or rotated out. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description Any other error. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        UnexpectedError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
        /** @description The body is well-formed and breaks a rule. An assumption: EverGrove publishes neither error statuses nor error bodies. */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": Problem;
                "application/problem+json": Problem;
            };
        };
    };
    parameters: {
        /** @description Whether `call_attempts` is part of the answer. Name inferred: the reference publishes its meaning. */
        IncludeCallAttempts: boolean;
        /** @description The scheduled request's id (UUID), as queueCalls returned it. */
        RequestId: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description How long to wait before asking again: whole seconds or an HTTP date (RFC 9110). An assumption: EverGrove publishes no rate limit.
         * @example 30
         */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    upsertEntity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The entity to create or update. */
        requestBody: {
            content: {
                "application/json": EntityInput;
            };
        };
        responses: {
            /** @description The entity, created or updated. That success is a 200 is an assumption: no success code is published, and clients accept any 2xx. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Entity;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    queueCalls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The calls to queue. */
        requestBody: {
            content: {
                "application/json": QueueCallsInput;
            };
        };
        responses: {
            /** @description The scheduled requests. That success is a 200 is an assumption: no success code is published, and clients accept any 2xx. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": QueueCallsResult;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    getCall: {
        parameters: {
            query?: {
                /** @description Whether `call_attempts` is part of the answer. Name inferred: the reference publishes its meaning. */
                include_call_attempts?: components["parameters"]["IncludeCallAttempts"];
            };
            header?: never;
            path: {
                /** @description The scheduled request's id (UUID), as queueCalls returned it. */
                requestId: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the request stands. That success is a 200 is an assumption: no success code is published, and clients accept any 2xx. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": RequestStatus;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    triggerCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The request to start. */
        requestBody: {
            content: {
                "application/json": TriggerInput;
            };
        };
        responses: {
            /** @description How the trigger went; it may carry errors. That success is a 200 is an assumption: no success code is published, and clients accept any 2xx. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": TriggerResult;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
}
