import { UserError } from 'n8n-workflow';

/** Why a field cannot be sent: it names the field as the editor does, and says what to do. Nothing has been sent. */
export class FieldProblem extends UserError {}
