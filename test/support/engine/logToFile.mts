// Import this before anything of n8n's: it then logs everything, to a file.
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const logFile = join(tmpdir(), `n8n-log-${process.pid}-${Date.now()}.log`);
process.env.N8N_LOG_LEVEL = 'debug';
process.env.N8N_LOG_OUTPUT = 'file';
process.env.N8N_LOG_FILE_LOCATION = logFile;
