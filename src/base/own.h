/* own.h: ownership made visible.
 *
 * AUTO(x) frees a pointer at the end of its block through the type's free
 * function; TAKE(p) hands the pointer on and leaves NULL behind. Every free
 * function of the project accepts NULL.
 *
 *	AUTO_FREE char *text = str_dup("x");
 *	AUTO(buf) struct buf b = BUF_INIT;
 *	*ret_text = TAKE(text);
 */
#ifndef MUNIMENT_BASE_OWN_H
#define MUNIMENT_BASE_OWN_H

#include <stdlib.h>

/* DEFINE_AUTO_PTR(foo): for `struct foo *` freed by foo_free(). */
#define DEFINE_AUTO_PTR(type, free_fn)                                         \
	static inline void auto_ptr_##type(struct type **p)                    \
	{                                                                      \
		free_fn(*p);                                                   \
	}
/* DEFINE_AUTO_VAL(foo): for a `struct foo` on the stack. */
#define DEFINE_AUTO_VAL(type, done_fn)                                         \
	static inline void auto_val_##type(struct type *p)                     \
	{                                                                      \
		done_fn(p);                                                    \
	}
#define AUTO_PTR(type) __attribute__((cleanup(auto_ptr_##type)))
#define AUTO(type)     __attribute__((cleanup(auto_val_##type)))

static inline void auto_free_(void *p)
{
	free(*(void **)p);
}
#define AUTO_FREE __attribute__((cleanup(auto_free_)))

/* Closes a file descriptor that is not negative. */
void auto_close_(const int *fd);
#define AUTO_CLOSE __attribute__((cleanup(auto_close_)))

#define TAKE(p)                                                                \
	__extension__({                                                        \
		__typeof__(p) taken_ = (p);                                    \
		(p) = NULL;                                                    \
		taken_;                                                        \
	})

static inline int own_take_fd(int *fd)
{
	int taken = *fd;
	*fd = -1;
	return taken;
}
#define TAKE_FD(fd) own_take_fd(&(fd))

/* Memory that must be there: a small allocation that fails ends the process
 * with a message (Linux overcommits; a half-handled NULL in the register is
 * worse than a restart, which loses nothing that was acknowledged). */
void *mem_alloc(size_t size); /* zeroed */
void *mem_resize(void *p, size_t size);
char *mem_dup(const char *text);	    /* NULL gives NULL */
char *mem_dupn(const char *text, size_t n); /* always terminated */

#endif
