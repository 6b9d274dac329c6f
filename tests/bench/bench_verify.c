/* bench_verify: how fast the chain of a register's journal is checked: each
 * entry read, hashed and compared with what the next one says of it.
 *
 *	bench_verify FILE
 *
 * uses: register db core base */
#include <stdio.h>

#include "register/register.h"
#include "tests/bench/samples.h"

enum { TIMES = 5 };

int main(int argc, char **argv)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	struct verify_result result = {0};
	struct err e = ERR_INIT;
	int64_t begin;
	int rc;

	if (argc != 2) {
		fputs("usage: bench_verify FILE\n", stderr);
		return 2;
	}
	rc = reg_open(&reg, argv[1], REG_READ, clock_system(), &e);
	begin = samples_now();
	for (int i = 0; rc >= 0 && i < TIMES; i++)
		rc = reg_verify(reg, false, &result, &e);
	if (rc < 0) {
		fprintf(stderr, "bench_verify: %s %s\n", e.msg, result.what);
		return 1;
	}
	printf("verify %.1f\n", (double)(TIMES * result.entries) * 1e9 /
					(double)(samples_now() - begin));
	return 0;
}
