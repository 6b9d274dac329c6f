/* registry.c: the list of drivers, and nothing else. */
#include "base/str.h"
#include "drivers/driver.h"
#include "drivers/printer.h"
#include "drivers/reader_libnfc.h"

static const struct driver *const drivers[] = {
	&reader_libnfc,
	&printer_driver,
};

const struct driver *driver_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(drivers); i++)
		if (str_eq(drivers[i]->name, name))
			return drivers[i];
	return NULL;
}

const struct driver *driver_at(size_t i)
{
	return i < ARRAY_LEN(drivers) ? drivers[i] : NULL;
}

const char *driver_arg(const struct driver_args *a, const char *key)
{
	for (size_t i = 0; i < a->n; i++)
		if (str_eq(a->list[i].key, key))
			return a->list[i].value;
	return NULL;
}
