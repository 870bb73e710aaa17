import { required, text } from './commonFields';
import type { Field } from './endpoint';

const NAME = text('fullName', 'Full Name', 'Who receives the parcel');
const MOBILE = text('mobile', 'Mobile', 'Mobile phone number of whoever receives it');
const PHONE = text('phone', 'Phone', 'Landline number, or the mobile number again');
const POST_CODE = text('postCode', 'Post Code', 'Six digits, e.g. 510000');
const CITY = text('cityText', 'City', 'In Chinese, as 1688 writes it, e.g. 广州市');
const PROVINCE = text('provinceText', 'Province', 'In Chinese, as 1688 writes it, e.g. 广东省');
const AREA = text('areaText', 'Area', 'District of the city, in Chinese, e.g. 白云区');
const TOWN = text('townText', 'Town', 'Town or street office within the district');
const STREET = text(
	'address',
	'Street Address',
	'Street, house number and whatever a courier needs',
);
const DISTRICT = text('districtCode', 'District Code', 'Code of the district, e.g. 440111');

const group = (fields: Field[]): Field => ({
	kind: 'group',
	name: 'addressParam',
	displayName: 'Address',
	description: 'Where the goods are sent, usually a warehouse in China',
	required: true,
	sentAs: 'object',
	fields,
});

/** Where a 1688 order is sent: the nine texts of the order calls, those required that their pages mark. */
export const orderAddress = (options: { townRequired: boolean }): Field =>
	group(addressOf(options));

function addressOf({ townRequired }: { townRequired: boolean }): Field[] {
	return [
		...[NAME, MOBILE, PHONE].map(required),
		POST_CODE,
		...[CITY, PROVINCE].map(required),
		AREA,
		townRequired ? required(TOWN) : TOWN,
		required(STREET),
	];
}

/** Where an order from the 1688 cart is sent: the same, and the code of the district. */
export const cartAddress: Field = group([...addressOf({ townRequired: false }), DISTRICT]);

const TAOBAO: Field[] = [
	text('name', 'Full Name', 'Who receives the parcel'),
	text('mobile_phone', 'Mobile', 'Mobile phone number of whoever receives it'),
	text('phone', 'Phone', 'Landline number, or the mobile number again'),
	text('country', 'Country', 'Name of the country, e.g. China'),
	text('state', 'State or Province', 'State or province, e.g. 广东省'),
	text('city', 'City', 'City, e.g. 广州市'),
	text('district', 'District', 'District of the city, e.g. 白云区'),
	text('address', 'Street Address', 'Street, house number and whatever a courier needs'),
	text('zip', 'Post Code', 'Post code of the address'),
];

/** Where a Taobao order is sent: JSON text inside the JSON body. */
export const taobaoReceiver: Field = {
	kind: 'group',
	name: 'receiver',
	displayName: 'Receiver',
	description: 'Where the goods are sent, usually a warehouse in China',
	required: true,
	sentAs: 'jsonText',
	fields: TAOBAO,
};

/** The same for an order from the Taobao cart, where it is an object. */
export const taobaoCartAddress: Field = {
	...taobaoReceiver,
	name: 'orderAddress',
	displayName: 'Address',
	sentAs: 'object',
};
