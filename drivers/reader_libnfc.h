/* reader_libnfc.h: PN53x readers through libnfc: serial (pn532_uart, arygon,
 * acr122s) and USB (pn53x_usb, acr122_usb). */
#ifndef MUNIMENT_DRIVERS_READER_LIBNFC_H
#define MUNIMENT_DRIVERS_READER_LIBNFC_H

#include "drivers/driver.h"

extern const struct driver reader_libnfc;

#endif
