/* file.h: a whole small file in memory. */
#ifndef MUNIMENT_BASE_FILE_H
#define MUNIMENT_BASE_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Reads all of a file ("-": standard input) of at most `most` bytes into an
 * empty buf. ERR_NOT_FOUND when there is none, ERR_USAGE when it is larger or
 * a folder, ERR_IO. Blocks. */
int file_read(const char *path, size_t most, struct buf *ret,
	      struct err *e) WARN_UNUSED;

#endif
