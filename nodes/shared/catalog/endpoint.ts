/** What a call does to the account. Whoever makes it must see to it that what `changes` or `pays` is sent once. */
export type Effect = 'reads' | 'changes' | 'pays';

/** One call of the PandaPon API. How each is known stands in docs/endpoints.md. */
export interface Endpoint {
	method: 'GET' | 'POST';
	/** Path under the base address, with its leading slash; `{refundId}` is filled in from the field of that name. */
	path: string;
	effect: Effect;
}

/** A call that people can choose in the PandaPon node. */
export interface Operation extends Endpoint {
	/** As the editor lists it, in Title Case. */
	name: string;
	/** As n8n lists it among all actions of all nodes, e.g. `Cancel an order before payment`. */
	action: string;
	description: string;
	fields: Field[];
	/** What always goes along. */
	constants?: Readonly<Record<string, string>>;
	/** The fields of a POST go into its JSON body. Where two pages of the API disagree, people can choose the query instead. */
	bodyOrQuery?: true;
	answer: AnswerShape;
	/** The fields that ask for a page of a list. */
	paging?: Paging;
	/** What a successful answer names, for the shape `created`. */
	creates?: 'order' | 'refund';
	/** For what `changes` or `pays`: how a person sees whether it happened. A whole sentence. */
	lookAfterwards?: string;
	/** What people should know before they use it, in the panel. */
	notice?: string;
}

/**
 * What `data` of a successful answer is:
 * `object` – one thing; `list` – several, or a page of them; `cart` – goods by shop;
 * `order` – 1688's buyer view of an order; `preview` – what an order would cost; `refund` – a 1688 refund;
 * `boolean` – whether it was done; `verdict` – the same as `success`, with `errorCode` and `errorInfo`;
 * `created` – names what was created; `paymentLink` – a link, or that it was paid;
 * `accepted` – nothing that is documented: code 200 says it all.
 */
export type AnswerShape =
	| 'object'
	| 'list'
	| 'cart'
	| 'order'
	| 'preview'
	| 'refund'
	| 'boolean'
	| 'verdict'
	| 'created'
	| 'paymentLink'
	| 'accepted';

/** How a list is asked for page by page, from page 1. */
export interface Paging {
	page: string;
	size: string;
	/** The most that one page may hold. */
	largest: number;
}

/** What every field has. */
export interface Common {
	/** The API's own name. */
	name: string;
	/** As the editor shows it, in Title Case. */
	displayName: string;
	description: string;
	/** Must be filled in; the editor shows it at the top and not among the additional fields. */
	required?: true;
	placeholder?: string;
}

/** A field of a call: how a person fills it in, and how it goes out. */
export type Field = Common &
	(
		| { kind: 'text'; default?: string; multiline?: true }
		| { kind: 'integer'; default?: number; least?: number; most?: number }
		/** More than 0, decimals too. */
		| { kind: 'quantity' }
		| { kind: 'options'; default: string; options: readonly Option[] }
		/** An ID, digits only: never through a JavaScript number, which rounds beyond 16 digits. */
		| { kind: 'id'; sentAs: 'text' | 'integer' }
		| { kind: 'ids'; sentAs: 'integers' }
		| { kind: 'texts' }
		/** Yuan for people, whole fen (1/100 yuan) on the wire. */
		| { kind: 'amount' }
		/** An image, from the binary data of the item or as Base64 text. */
		| { kind: 'image' }
		/** Fields that belong together, such as an address. */
		| { kind: 'group'; fields: readonly Field[]; sentAs: 'object' | 'jsonText' }
		/** A list of such groups, e.g. the lines of an order; `entry` is one of them in Title Case. */
		| { kind: 'lines'; entry: string; fields: readonly Field[]; sentAs: 'list' | 'jsonText' }
	);

/** An entry of a drop-down list. */
export interface Option {
	name: string;
	value: string;
	description?: string;
}

/** The operations of one resource, by the values of n8n's parameter `operation`. */
export type Operations = Readonly<Record<string, Operation>>;
