import { plainField } from '../../../dist/nodes/BatchPay1688Orders/readField.js';

describe('plainField', () => {
	test.each([
		['={{ $json.orderId }}', 'orderId'],
		['={{$json.orderId}}', 'orderId'],
		['={{ $json._id2 }}', '_id2'],
		["={{ $json['Order ID'] }}", 'Order ID'],
		['={{ $json["订单号"] }}', '订单号'],
	])('%s names %s', (expression, field) => {
		expect(plainField(expression)).toBe(field);
	});

	test.each([
		'2059624776425880794',
		'',
		undefined,
		null,
		7,
		'={{ $json }}',
		'={{ $json.a.b }}',
		'={{ $json.a + 1 }}',
		'={{ $json.orderId }} ',
		' ={{ $json.orderId }}',
		'{{ $json.orderId }}',
		'={{ $json.orderId }}{{ $json.orderId }}',
		'={{ $json.2nd }}',
		'={{ $json?.orderId }}',
		"={{ $json['a'].b }}",
		"={{ $json['it\\'s'] }}",
		'={{ $json[\'a"] }}',
		'={{ $JSON.orderId }}',
		'={{ $json.订单号 }}',
		"={{ $json['a}}b'] }}",
	])('%s is left to n8n', (expression) => {
		expect(plainField(expression)).toBeUndefined();
	});
});
