// Generated from openapi/chepiao.json by `npm run generate:api`.

export interface paths {
    "/api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document to read in a browser */
        get: operations["getApiPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/style.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How that page looks */
        get: operations["getApiStyle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open an account
         * @description Told again for the same key and body. After a restart of the service a repeated request is recognised by its user name and password.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One departure: stops, classes, coaches */
        get: operations["getDeparture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departures/{id}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live counts as server-sent events */
        get: operations["watchAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departures/{id}/seats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Seat map of one class on a stretch */
        get: operations["getSeats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/journeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Departures between two places on a day, with prices and live counts
         * @description The counts are those of the moment in which it is answered, also when the answer is 304. `past_date` for a day gone by, `not_on_sale` outside the presale window, `unknown_station` for a place nobody knows.
         */
        get: operations["findJourneys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My orders, newest first */
        get: operations["listOrders"];
        put?: never;
        /** Hold seats for all passengers on all legs, or none */
        post: operations["createOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my orders */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the held seats back */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pay a held order; its tickets are issued at once */
        post: operations["payOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give tickets back */
        post: operations["refundTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/tickets/{n}/qr.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** QR code of a ticket */
        get: operations["getTicketQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["signIn"];
        /** Sign out: the token stops working */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a client needs to know about this service */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stations by name, pinyin, initials, code or city */
        get: operations["findStations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in Prometheus text form */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Commands are accepted */
        get: operations["getReadiness"];
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
        Account: {
            /** @description Opaque. */
            account_id: string;
            /** @description As asked. */
            username: string;
        };
        /** @description The data of an `availability` event; its id is the journal position it was read at. */
        AvailabilityEvent: {
            classes: {
                /** @description Seats free on all of the way. */
                available: number;
                /** @description Class. */
                class: string;
            }[];
            /** @description As asked. */
            departure_id: string;
            from: components["schemas"]["StationRef"];
            to: components["schemas"]["StationRef"];
        };
        ClassOffer: {
            /** @description Seats free on all of the way. */
            available: number;
            /** @description What the API calls the class. */
            class: string;
            /** @description Name in Chinese. */
            name: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Of one adult; null where there is no fare, so that it cannot be bought. */
            price: components["schemas"]["Money"] | null;
        };
        Coach: {
            /** @description Classes of its seats. */
            classes: string[];
            /** @description As printed. */
            number: string;
            /** @description Coach type. */
            type: string;
        };
        DemoAccount: {
            /** @description Password. */
            password: string;
            /** @description User name. */
            username: string;
        };
        Departure: {
            classes: components["schemas"]["DepartureClass"][];
            coaches: components["schemas"]["Coach"][];
            /**
             * Format: date
             * @description Service day.
             */
            date: string;
            /** @description As asked. */
            departure_id: string;
            /** @description See Journey. */
            fares_assumed: boolean;
            /** @description Name of the formation. */
            formation: string;
            /** @description See Journey. */
            formation_assumed: boolean;
            /** @description Kind of service. */
            kind: string;
            /** @description The feed has no train numbers. */
            number_assumed: boolean;
            numbers: string[];
            /** @description Inside the presale window and not yet left its first stop. */
            on_sale: boolean;
            /** @description Train number as shown. */
            service: string;
            stops: components["schemas"]["Stop"][];
        };
        DepartureClass: {
            /** @description What the API calls the class. */
            class: string;
            /** @description Name in Chinese. */
            name: string;
            /** @description Name in English. */
            name_en: string;
            /** @description How many seats there are. */
            seats: number;
        };
        /** @enum {string} */
        DocumentType: "resident_id" | "passport" | "hk_macau_permit" | "taiwan_permit" | "foreigner_residence";
        Empty: Record<string, never>;
        Journey: {
            classes: components["schemas"]["ClassOffer"][];
            /** @description From the first departure to the last arrival. */
            duration_minutes: number;
            /** @description The feed had no fares: prices come from a table of ours. */
            fares_assumed: boolean;
            /** @description The feed named no coaches: they were chosen by the kind of service. */
            formation_assumed: boolean;
            /** @description In order of travel. */
            legs: components["schemas"]["Leg"][];
        };
        Journeys: {
            /**
             * Format: date
             * @description The day asked for.
             */
            date: string;
            /** @description In order of departure; those that have left are not listed. */
            journeys: components["schemas"]["Journey"][];
        };
        Leg: {
            /**
             * Format: date-time
             * @description At `to`, in its local offset.
             */
            arrives_at: string;
            /**
             * Format: date-time
             * @description At `from`, in its local offset.
             */
            departs_at: string;
            /** @description The service on its service day. */
            departure_id: string;
            /** @description Whole kilometres; null when the feed has no usable distances. */
            distance_km: number | null;
            /** @description From departure to arrival. */
            duration_minutes: number;
            from: components["schemas"]["StationRef"];
            /** @description Kind of service. */
            kind: string;
            /** @description All numbers of the run. */
            numbers: string[];
            /** @description Train number as shown; the numbers of one run are joined by a slash. */
            service: string;
            to: components["schemas"]["StationRef"];
        };
        Money: {
            /**
             * Format: int64
             * @description Whole minor units of the currency (fen, cents).
             */
            amount: number;
            /** @description ISO 4217 code. */
            currency: string;
        };
        NewAccount: {
            /** @description E-mail address. */
            email: string;
            /** @description 8 to 128 bytes. */
            password: string;
            /** @description Letters, digits and . _ -; compared without case. */
            username: string;
        };
        NewLeg: {
            /** @description Class code, e.g. second. */
            class: string;
            /** @description From a search. */
            departure_id: string;
            /** @description Station code (a name is understood, too). */
            from: string;
            /** @description Named seats, one for each passenger in order; left out: any seats, together when possible. */
            seats?: components["schemas"]["SeatChoice"][];
            /** @description Station code (a name is understood, too). */
            to: string;
        };
        NewOrder: {
            /** @description In order of travel. */
            legs: components["schemas"]["NewLeg"][];
            passengers: components["schemas"]["NewPassenger"][];
        };
        NewPassenger: {
            /** @description As on the document. */
            document_number: string;
            document_type: components["schemas"]["DocumentType"];
            /** @description As on the document. */
            name: string;
            /** @default adult */
            type: components["schemas"]["PassengerType"];
        };
        NewPayment: {
            method: components["schemas"]["PaymentMethod"];
        };
        NewRefund: {
            /** @description Tickets of this order; left out or empty: all that are left. */
            ticket_ids?: string[];
        };
        NewSession: {
            /** @description Password. */
            password: string;
            /** @description User name. */
            username: string;
        };
        Order: {
            /**
             * Format: date-time
             * @description When the seats were held.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the seats go back; null unless RESERVED.
             */
            hold_expires_at: string | null;
            /** @description 32 hex digits. */
            order_id: string;
            refunded: components["schemas"]["Money"];
            status: components["schemas"]["OrderStatus"];
            tickets: components["schemas"]["Ticket"][];
            total: components["schemas"]["Money"];
        };
        Orders: {
            /** @description Pass as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /** @description Newest first. */
            orders: components["schemas"]["Order"][];
        };
        /** @enum {string} */
        OrderStatus: "INIT" | "RESERVED" | "PAID" | "TICKETED" | "CANCELLED" | "EXPIRED" | "REFUNDED";
        Passenger: {
            /** @description With all but its ends masked; empty when it was erased. */
            document_number: string;
            document_type: components["schemas"]["DocumentType"] | null;
            /** @description Name; empty when it was erased. */
            name: string;
            type: components["schemas"]["PassengerType"];
        };
        /** @enum {string} */
        PassengerType: "adult" | "child" | "student" | "disabled";
        /** @enum {string} */
        PaymentMethod: "sandbox";
        PlaceClass: {
            /** @description What the API calls the class. */
            class: string;
            /** @description Name in Chinese. */
            name: string;
            /** @description Name in English. */
            name_en: string;
        };
        /** @description RFC 9457 problem details. */
        Problem: {
            /**
             * @description Stable code to program against.
             * @enum {string}
             */
            code: "malformed_json" | "invalid_field" | "missing_idempotency_key" | "invalid_idempotency_key" | "idempotency_key_reused" | "unsupported_media_type" | "body_too_large" | "headers_too_large" | "bad_framing" | "request_timeout" | "method_not_allowed" | "not_found" | "unauthenticated" | "wrong_credentials" | "username_taken" | "weak_password" | "too_many_attempts" | "unknown_station" | "unknown_departure" | "unknown_class" | "unknown_seat" | "not_served" | "past_date" | "departed" | "not_on_sale" | "no_fare" | "sold_out" | "seat_taken" | "overlapping_legs" | "too_many_passengers" | "duplicate_passenger" | "unpaid_order_exists" | "too_many_orders" | "unknown_order" | "unknown_ticket" | "hold_expired" | "not_payable" | "not_cancellable" | "not_refundable" | "already_refunded" | "unsupported_payment_method" | "overloaded" | "stopping" | "storage_full" | "too_many_streams" | "internal";
            /** @description Text for people, in English. */
            detail: string;
            /** @description The same in Chinese. */
            detail_zh: string;
            /** @description The offending input, e.g. passengers[1].name. */
            field?: string;
            /** @description HTTP status. */
            status: number;
            /** @description Short text. */
            title: string;
            /** @description URI reference of the kind of problem. */
            type: string;
        };
        Seat: {
            /** @description Across the coach from 0, aisles not counted. */
            column: number;
            /** @description As printed. */
            label: string;
            position: components["schemas"]["SeatPosition"];
            /** @description Row, or compartment for berths; from 1. */
            row: number;
            status: components["schemas"]["SeatStatus"];
        };
        SeatChoice: {
            /** @description Coach number as printed. */
            coach: string;
            /** @description Seat label as printed. */
            seat: string;
        };
        SeatMap: {
            /** @description As asked. */
            class: string;
            /** @description Only coaches that have seats of the class. */
            coaches: components["schemas"]["SeatMapCoach"][];
            /** @description As asked. */
            departure_id: string;
            /** @description Of them free on all of the way. */
            free: number;
            from: components["schemas"]["StationRef"];
            /** @description Seats of the class. */
            seats: number;
            to: components["schemas"]["StationRef"];
        };
        SeatMapCoach: {
            /** @description As printed. */
            number: string;
            seats: components["schemas"]["Seat"][];
            /** @description Coach type. */
            type: string;
        };
        /** @enum {string} */
        SeatPosition: "window" | "middle" | "aisle" | "lower_berth" | "middle_berth" | "upper_berth" | "other";
        /** @enum {string} */
        SeatStatus: "free" | "taken";
        Session: {
            /**
             * Format: date-time
             * @description When the token stops working.
             */
            expires_at: string;
            /** @description Send as `Authorization: Bearer <token>`. */
            token: string;
        };
        Settings: {
            /** @description ISO 4217 code of all prices. */
            currency: string;
            /** @description Started with --demo. */
            demo: boolean;
            /** @description Empty unless `demo`. */
            demo_accounts: components["schemas"]["DemoAccount"][];
            /** @description See Journey. */
            fares_assumed: boolean;
            /**
             * Format: date
             * @description First day on sale.
             */
            first_date: string;
            /** @description Time to pay. */
            hold_seconds: number;
            /**
             * Format: date
             * @description Last day on sale.
             */
            last_date: string;
            /** @description Legs in one order. */
            legs_max: number;
            /** @description Whose tickets these are. */
            operator_name: string;
            /** @description Passengers in one order. */
            passengers_max: number;
            place_classes: components["schemas"]["PlaceClass"][];
            /** @description Days on sale, today included. */
            presale_days: number;
            /** @description The timetable is sample data, not an operator's. */
            sample_data: boolean;
            /** @description Name of the timetable in use. */
            timetable_name: string;
            /**
             * Format: date
             * @description Today in that zone.
             */
            today: string;
            /** @description Version of the program. */
            version: string;
            /** @description The operator's time zone. */
            zone: string;
        };
        Station: {
            /** @description City; empty when unknown. */
            city: string;
            /** @description Unique station code. */
            code: string;
            /** @description The feed named no code: this one was made by the importer. */
            code_assumed: boolean;
            /** @description Pinyin initials. */
            initials: string;
            /** @description Name as printed. */
            name: string;
            /** @description Pinyin, or the lower-case name. */
            pinyin: string;
        };
        StationRef: {
            /** @description Unique station code. */
            code: string;
            /** @description Name as printed. */
            name: string;
        };
        Stations: {
            /** @description Best match first. */
            stations: components["schemas"]["Station"][];
        };
        Stop: {
            /** @description Passengers may get off. */
            alights: boolean;
            /**
             * Format: date-time
             * @description Null at the first stop.
             */
            arrives_at: string | null;
            /** @description Passengers may get on. */
            boards: boolean;
            /** @description Station code. */
            code: string;
            /**
             * Format: date-time
             * @description Null at the last stop.
             */
            departs_at: string | null;
            /** @description From the first stop. */
            distance_km: number | null;
            /** @description Station name. */
            name: string;
        };
        Ticket: {
            /**
             * Format: date-time
             * @description Likewise.
             */
            arrives_at: string | null;
            /** @description Class code. */
            class: string;
            /** @description Name in Chinese. */
            class_name: string;
            /** @description Name in English. */
            class_name_en: string;
            /** @description Coach number. */
            coach: string;
            /**
             * Format: date-time
             * @description Null only when the service was withdrawn from the timetable.
             */
            departs_at: string | null;
            /** @description The departure. */
            departure_id: string;
            from: components["schemas"]["StationRef"];
            /** @description Which leg of the order, from 1. */
            leg: number;
            passenger: components["schemas"]["Passenger"];
            price: components["schemas"]["Money"];
            /** @description Seat label. */
            seat: string;
            /** @description Train number as shown. */
            service: string;
            status: components["schemas"]["TicketStatus"];
            /** @description `<order>-<n>`, n from 1. */
            ticket_id: string;
            to: components["schemas"]["StationRef"];
        };
        /** @enum {string} */
        TicketStatus: "RESERVED" | "PAID" | "TICKETED" | "CANCELLED" | "EXPIRED" | "REFUNDED";
    };
    responses: {
        /** @description malformed_json, missing_idempotency_key, invalid_idempotency_key */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description body_too_large */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The state says no: sold_out, seat_taken, not_served, departed, not_on_sale, no_fare, hold_expired, not_payable, not_cancellable, not_refundable, already_refunded, unpaid_order_exists, too_many_orders, username_taken */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description unknown_station, unknown_departure, unknown_class, unknown_seat, unknown_order, unknown_ticket */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description too_many_attempts */
        TooManyAttempts: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description unauthenticated */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description overloaded, stopping, storage_full, too_many_streams; with Retry-After in seconds: 1 to 5 for overloaded, not the same for all, so that they do not come back together. Under overload searches and seat maps are refused first, then new orders, then reads of orders, and payments, cancellations and refunds last */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description invalid_field, past_date, idempotency_key_reused, too_many_passengers, duplicate_passenger, overlapping_legs, weak_password, unsupported_payment_method */
        Unprocessable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description unsupported_media_type */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description wrong_credentials */
        WrongCredentials: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description A departure_id. */
        DepartureId: string;
        /** @description 1 to 255 visible ASCII characters, e.g. a UUID; new for every new wish, the same for every repetition of it. */
        IdempotencyKey: string;
        /** @description An order_id. Another account's order looks like one that does not exist. */
        OrderId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getApiPage: {
        parameters: {
            query?: never;
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
        };
    };
    getApiStyle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A style sheet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                };
            };
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 visible ASCII characters, e.g. a UUID; new for every new wish, the same for every repetition of it. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description The account. */
            201: {
                headers: {
                    /** @description true when this is the first answer told again */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyAttempts"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDeparture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A departure_id. */
                id: components["parameters"]["DepartureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The departure. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Departure"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    watchAvailability: {
        parameters: {
            query?: {
                /** @description Station code or name; left out: the first stop. */
                from?: string;
                /** @description Station code or name; left out: the last stop. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description A departure_id. */
                id: components["parameters"]["DepartureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of `availability` events, at once and after each change, at most ten a second. The data of each is an AvailabilityEvent, its id the journal position. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["AvailabilityEvent"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSeats: {
        parameters: {
            query: {
                /** @description Class code. */
                class: string;
                /** @description Station code or name; left out: the first stop. */
                from?: string;
                /** @description Station code or name; left out: the last stop. */
                to?: string;
            };
            header?: never;
            path: {
                /** @description A departure_id. */
                id: components["parameters"]["DepartureId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every seat, free or taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeatMap"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            503: components["responses"]["Unavailable"];
        };
    };
    findJourneys: {
        parameters: {
            query: {
                /** @description Day of departure at `from`, in the operator's zone. */
                date: string;
                /** @description Station code, station name or city. */
                from: string;
                /** @description Station code, station name or city. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What can be bought; may be empty. May be kept, but must be asked about again before each use (`Cache-Control: no-cache`). */
            200: {
                headers: {
                    /** @description Fingerprint for If-None-Match. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Journeys"];
                };
            };
            /** @description Not changed since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description From the page before. */
                cursor?: string;
                /** @description Orders on a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Orders"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            422: components["responses"]["Unprocessable"];
            503: components["responses"]["Unavailable"];
        };
    };
    createOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 visible ASCII characters, e.g. a UUID; new for every new wish, the same for every repetition of it. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description Seats are held until `hold_expires_at`. */
            201: {
                headers: {
                    /** @description true when this is the first answer told again */
                    "Idempotency-Replayed"?: "true";
                    /** @description the row of the journal that holds what this answer tells; a later one when it is told again */
                    "X-Data-Seq"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An order_id. Another account's order looks like one that does not exist. */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 visible ASCII characters, e.g. a UUID; new for every new wish, the same for every repetition of it. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description An order_id. Another account's order looks like one that does not exist. */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Empty"];
            };
        };
        responses: {
            /** @description The order, CANCELLED. */
            200: {
                headers: {
                    /** @description true when this is the first answer told again */
                    "Idempotency-Replayed"?: "true";
                    /** @description the row of the journal that holds what this answer tells; a later one when it is told again */
                    "X-Data-Seq"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            503: components["responses"]["Unavailable"];
        };
    };
    payOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 visible ASCII characters, e.g. a UUID; new for every new wish, the same for every repetition of it. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description An order_id. Another account's order looks like one that does not exist. */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPayment"];
            };
        };
        responses: {
            /** @description The order, TICKETED. */
            200: {
                headers: {
                    /** @description true when this is the first answer told again */
                    "Idempotency-Replayed"?: "true";
                    /** @description the row of the journal that holds what this answer tells; a later one when it is told again */
                    "X-Data-Seq"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            503: components["responses"]["Unavailable"];
        };
    };
    refundTickets: {
        parameters: {
            query?: never;
            header: {
                /** @description 1 to 255 visible ASCII characters, e.g. a UUID; new for every new wish, the same for every repetition of it. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description An order_id. Another account's order looks like one that does not exist. */
                id: components["parameters"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewRefund"];
            };
        };
        responses: {
            /** @description The order; REFUNDED once every ticket is. */
            200: {
                headers: {
                    /** @description true when this is the first answer told again */
                    "Idempotency-Replayed"?: "true";
                    /** @description the row of the journal that holds what this answer tells; a later one when it is told again */
                    "X-Data-Seq"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTicketQr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An order_id. Another account's order looks like one that does not exist. */
                id: components["parameters"]["OrderId"];
                /** @description Which ticket, from 1. */
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The code: ticket, departure and seat, nothing about the person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSession"];
            };
        };
        responses: {
            /** @description A token. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["WrongCredentials"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyAttempts"];
            503: components["responses"]["Unavailable"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Public facts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
        };
    };
    findStations: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
                /** @description What was typed; empty: the busiest stations. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most `limit` stations. */
            200: {
                headers: {
                    /** @description Fingerprint of the answer. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stations"];
                };
            };
            /** @description Not changed since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Unprocessable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not changed since the ETag in If-None-Match. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
}
