import type { Field } from '../../shared/catalog/endpoint';

/** The collection that holds the fields which are not required. */
export const ADDITIONAL = 'additionalFields';

/** The parameter that says how a field is filled in: its own fields or JSON, binary data or Base64. */
export const specifyOf = ({ name }: Field): string => `${name}From`;

/** The parameter that holds a list as JSON. */
export const jsonOf = ({ name }: Field): string => `${name}Json`;
