import { doTasks } from '../thread-tasks.ts'
import { decode } from './decode.ts'

doTasks(decode)
