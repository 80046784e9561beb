import type { OrganizationPresenceDefinition } from "../../models/OrganizationPresenceDefinition.js";
/** A definition that users can be given: it is active, and its id is known. The id is an opaque string. */
export interface Usable extends OrganizationPresenceDefinition {
    readonly id: string;
}
/** What is searched for. */
export interface Criteria {
    readonly systemPresence?: string | undefined;
    readonly label?: string | undefined;
    readonly locale?: string | undefined;
    readonly divisionId?: string | undefined;
}
