/** Jest types its asymmetric matchers as `any`, which would switch off type checks wherever one stands. */
declare global {
	namespace jest {
		interface Expect {
			any(classType: unknown): unknown;
			anything(): unknown;
			arrayContaining(expected: readonly unknown[]): unknown;
			objectContaining(expected: object): unknown;
			stringContaining(expected: string): unknown;
			stringMatching(expected: string | RegExp): unknown;
		}
	}
}

export {};
