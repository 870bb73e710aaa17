import {
	allTexts,
	inWords,
	leavesOpen,
	saysMade,
	wordsIn,
} from '../../../../dist/nodes/PandaPon/changes/words.js';

describe('the words of an answer', () => {
	test.each<[unknown, string, string[]]>([
		// Why it was not done stands in the data: it comes first.
		[{ errorInfo: 'a' }, 'msg', ['a', 'msg']],
		[
			{ errorCode: 'e', message: 'd', errorMessage: 'c', errorMsg: 'b', errorInfo: 'a' },
			'msg',
			['a', 'b', 'c', 'd', 'e', 'msg'],
		],
		[{ errorCode: 5100 }, '', ['5100']],
		['余额不足', '成功', ['余额不足']],
		[7, '', ['7']],
		[{ errorInfo: ' ', errorMsg: null, message: ['x'], errorCode: {}, reason: 'x' }, '', []],
		[{ data: { errorInfo: 'x' } }, '', []],
		[null, '', []],
		[undefined, 'msg', ['msg']],
		[false, 'msg', ['msg']],
		[['a'], 'msg', ['msg']],
	])('%j, "%s": %j', (data, msg, words) => {
		expect(wordsIn({ data, msg })).toEqual(words);
	});

	test.each(['成功', '操作成功', 'success', 'SUCCESS', ' ok '])('%j says nothing', (words) => {
		expect(wordsIn({ data: { message: words }, msg: words })).toEqual([]);
		expect(wordsIn({ data: words, msg: '' })).toEqual([]);
	});

	test.each(['已成功', '不成功', 'no success', 'ok?'])('%j says something', (words) => {
		expect(wordsIn({ data: null, msg: words })).toEqual([words]);
	});

	test('they come as they are, however long and whatever they quote', () => {
		const words = ` ${'A1'.repeat(400)} `;
		expect(wordsIn({ data: null, msg: words })).toEqual([words]);
	});
});

describe('what a person reads', () => {
	test.each<[string | undefined, string | undefined]>([
		['Wrong state', 'Wrong state'],
		[' 订单不存在 ', '订单不存在 (the order does not exist)'],
		['不认识的话', '不认识的话'],
		[`bad ${'A1'.repeat(16)}`, 'bad [hidden]'],
		['x'.repeat(600), 'x'.repeat(500)],
		['', undefined],
		['  ', undefined],
		[undefined, undefined],
	])('%j: %j', (words, shown) => {
		expect(inWords(words)).toBe(shown);
	});
});

describe('all texts of an answer', () => {
	test.each<[unknown, string]>([
		[{ code: 400, msg: 'a', data: { b: ['c', { d: 'e' }], f: 7, g: true, h: null } }, 'a c e'],
		[['a', [['b']]], 'a b'],
		['a', 'a'],
		[7, ''],
		[null, ''],
		[{}, ''],
		// Names for the call or the developer mean nothing, however deep they stand.
		[{ requestId: 'timeout', developId: 'busy', data: { requestId: 'x', id: 'y' } }, 'y'],
	])('of %j: "%s"', (answer, texts) => {
		expect(allTexts(JSON.stringify(answer))).toBe(texts);
	});

	test.each(['', 'timeout', '<p>timeout</p>', '{"msg":"timeout'])(
		'%j is no JSON, and is read as it is',
		(body) => {
			for (const isAnswered of [false, true]) expect(allTexts(body, isAnswered)).toBe(body);
		},
	);

	test.each(['成功', '操作成功', 'success', 'OK'])(
		'with code 200, that the call was answered (%s) is not what became of it',
		(msg) => {
			const body = JSON.stringify({ code: 200, msg, data: { message: msg } });
			expect(allTexts(body).trim()).toBe(`${msg} ${msg}`);
			expect(allTexts(body, true).trim()).toBe(msg);
		},
	);

	test('any other message is', () => {
		const body = JSON.stringify({ code: 200, msg: '已提交成功', data: false });
		expect(allTexts(body, true)).toBe('已提交成功');
	});
});

describe('whether words leave open what was done', () => {
	/** One of each, amid other words, in any case and in either form of Chinese. */
	const TROUBLE = [
		...['请求超时', '請求逾時', '系统', '系統', '繁忙', '异常', '異常', '稍后', '稍候', '稍後'],
		...[
			'频繁',
			'重试',
			'网络',
			'网关',
			'服务',
			'内部',
			'连接',
			'处理中',
			'處理中',
			'进行中',
			'未知',
		],
		...['timeout', 'timed out', 'time-out', 'TIME_OUT', 'System', 'busy', 'exception', 'Network'],
		...['gateway', 'internal', 'server', 'service', 'connection', 'hang up', 'hang_up', 'unknown'],
		...['processing', 'in progress', 'IN_PROGRESS', 'inprogress', 'try again', 'later', '5100'],
	];
	const MADE = [
		...['重复', '重複', '已提交', '已经创建', '已經生成', '已存在', '已处理', '成功', '完成'],
		...['duplicate', 'repeat', 'ALREADY', 'submitted', 'success', 'complete', 'processed'],
		...['created', 'exists', 'pending', 'queue', 'accepted', 'processing', 'in progress'],
		...[
			'处理中',
			'處理中',
			'进行中',
			'正在',
			'排队',
			'受理',
			'下单中',
			'已申请',
			'已经发起',
			'已下单',
			'訂單已創建',
			'刚刚下过单',
			'已购买过',
			'has been generated',
		],
	];

	test.each([...TROUBLE, ...MADE])('%s does', (words) => {
		expect(leavesOpen(words)).toBe(true);
		expect(leavesOpen(`错误：${words}！`)).toBe(true);
		expect(leavesOpen(`Error\n\t${words}.`)).toBe(true);
	});

	test.each([
		...['', '余额不足', '订单不存在', '库存不足', '参数错误', '状况不允许', '无权'],
		...['Out of stock', 'wrong state', 'not allowed', 'param illegal', '500_004', '15100', '51001'],
	])('%j does not', (words) => {
		expect(leavesOpen(words)).toBe(false);
	});

	test.each(MADE)('%s speaks of something made', (words) => {
		for (const said of [words, `错误：${words}！`, `Error\n\t${words}.`])
			expect(saysMade(said)).toBe(true);
	});

	test.each([
		...['', '请求过于频繁', '请求超时', '系统繁忙，请稍后再试', '请重试', '库存不足'],
		...['Too many requests', 'Timeout', 'System busy', 'try again later', 'Service unavailable'],
	])('%j does not', (words) => {
		expect(saysMade(words)).toBe(false);
	});

	test.each(MADE)('even a page of somebody in between does, if it says %s', (words) => {
		expect(leavesOpen(`<p>${words}</p>`, true)).toBe(true);
	});

	test.each(['server', 'Bad Gateway', 'nginx service', 'Internal', 'Network'])(
		'on such a page, %s does not',
		(words) => {
			expect(leavesOpen(`<p>${words}</p>`, true)).toBe(false);
		},
	);
});
