import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that the node behind the trigger calls: it sees what comes through, and can make an execution wait there. */
export class Arrivals {
	/** What has come through: each item, as JSON text. */
	readonly items: string[] = [];
	/** Whether calls are left unanswered, so that their executions wait. */
	private holding = false;
	private readonly held = new Set<ServerResponse>();
	private readonly server = createServer((request, response) => {
		let text = '';
		request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
		request.on('end', () => {
			this.items.push(text);
			if (this.holding) this.held.add(response);
			else response.end('{}');
		});
	});

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
	}

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** From now on executions wait. */
	hold(): void {
		this.holding = true;
	}

	/** Lets those that wait go on. */
	release(): void {
		this.holding = false;
		for (const response of this.held) response.end('{}');
		this.held.clear();
	}

	/** How often each message has come through, by the order it is about. */
	byOrder(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const item of this.items) {
			const { orderId } = JSON.parse(item) as { orderId: string };
			counts.set(orderId, (counts.get(orderId) ?? 0) + 1);
		}
		return counts;
	}

	/** How often a message about this order has come through. */
	of(orderId: string): number {
		return this.byOrder().get(orderId) ?? 0;
	}
}
