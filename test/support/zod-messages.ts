/** Another package's zod may have set messages for the whole process, which the files of one share. */
import { config } from 'zod/mini';

config({ localeError: undefined });
