export function installOnce(
	folder: string,
	stampFile: string,
	steps: Array<[title: string, npmArguments: string[]]>,
): Promise<void>;
