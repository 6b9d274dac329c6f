/* suite.h: what every CUnit program of the tests begins with.
 *
 * A test program lists its tests in a table and returns suite_run(). It ends
 * with a line `suite NAME: N passed, M failed, K skipped`, which
 * tests/tools/run-check adds up; a program that dies before that line counts as
 * a failure. CUnit's own exit is always 0, so its counts are read here.
 */
#ifndef MUNIMENT_TESTS_SUITE_H
#define MUNIMENT_TESTS_SUITE_H

#include <CUnit/Basic.h>
#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>

struct suite_test {
	const char *name;
	void (*run)(void);
};

static inline int suite_run(const char *name, const struct suite_test *tests,
			    size_t n)
{
	CU_pSuite suite;
	unsigned failed, total, idle;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (CU_initialize_registry() != CUE_SUCCESS)
		return 1;
	suite = CU_add_suite(name, NULL, NULL);
	if (!suite)
		return 1;
	for (size_t i = 0; i < n; i++)
		if (!CU_add_test(suite, tests[i].name, tests[i].run))
			return 1;
	CU_basic_set_mode(CU_BRM_VERBOSE);
	CU_basic_run_tests();
	total = CU_get_number_of_tests_run();
	failed = CU_get_number_of_tests_failed();
	idle = CU_get_number_of_tests_inactive();
	CU_cleanup_registry();
	/* No test run at all is a failure, too. */
	if (total != n)
		failed++;
	printf("\nsuite %s: %u passed, %u failed, %u skipped\n", name,
	       total < failed ? 0 : total - failed, failed, idle);
	return failed ? 1 : 0;
}

#define SUITE_MAIN(name, tests)                                                \
	int main(void)                                                         \
	{                                                                      \
		return suite_run(name, tests,                                  \
				 sizeof(tests) / sizeof((tests)[0]));          \
	}

#endif
