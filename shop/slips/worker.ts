import { doTasks } from '../thread-tasks.ts'
import { drawSlip, type SlipWords } from './draw.ts'

doTasks<SlipWords, Uint8Array>(drawSlip)
