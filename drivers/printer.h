/* printer.h: label printers on USB, in any language of labels/language.h. */
#ifndef MUNIMENT_DRIVERS_PRINTER_H
#define MUNIMENT_DRIVERS_PRINTER_H

#include "drivers/driver.h"

extern const struct driver printer_driver;

#endif
