/* tag.c: see tag.h. */
#include "drivers/tag.h"

#include <string.h>

#include "base/str.h"

/* SAK values of NXP's application note AN10833. */
enum { SAK_TYPE2 = 0x00, SAK_ISO14443_4 = 0x20 };

void tag_uid_text(char ret[TAG_UID_TEXT], const struct reader_tag *t)
{
	str_from_hex(ret, t->uid, t->uid_len);
}

static const char *type_of_sak(const struct reader_tag *t)
{
	static const struct {
		uint8_t sak;
		const char *type;
	} types[] = {
		{0x08, "classic"}, {0x09, "classic"}, {0x18, "classic"},
		{0x88, "classic"}, {0x28, "classic"}, {0x38, "classic"},
	};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (types[i].sak == t->sak)
			return types[i].type;
	if ((t->sak & SAK_ISO14443_4) && t->atqa[0] == 0x03 &&
	    t->atqa[1] == 0x44)
		return "desfire";
	return "other";
}

/* Reads the capability container and the pages of the record. */
static int read_area(const struct reader_io *io, void *dev,
		     uint8_t cc[NDEF_PAGE_BYTES], uint8_t area[NDEF_AREA_BYTES],
		     struct err *e)
{
	uint8_t four[READER_READ_BYTES];
	uint8_t all[3 * READER_READ_BYTES];
	int rc;

	/* Pages 3 to 14 in three reads. */
	for (size_t i = 0; i < 3; i++) {
		rc = io->read(dev, (uint8_t)(NDEF_CC_PAGE + 4 * i), four, e);
		if (rc < 0)
			return rc;
		memcpy(all + i * sizeof(four), four, sizeof(four));
	}
	memcpy(cc, all, NDEF_PAGE_BYTES);
	memcpy(area, all + NDEF_PAGE_BYTES, NDEF_AREA_BYTES);
	return 0;
}

int tag_identify(const struct reader_io *io, void *dev,
		 const struct reader_tag *t, const char **ret_type,
		 char ret_ident[TAG_IDENT_TEXT], struct err *e)
{
	uint8_t cc[NDEF_PAGE_BYTES], area[NDEF_AREA_BYTES];
	const uint8_t *record;
	const char *type;
	int rc;

	if (t->sak != SAK_TYPE2) {
		*ret_type = type_of_sak(t);
		ret_ident[0] = '\0';
		return 0;
	}
	rc = io->select(dev, t, e);
	if (rc >= 0)
		rc = read_area(io, dev, cc, area, e);
	if (rc < 0)
		return rc;
	type = ndef_tag_type(cc);
	*ret_type = type ? type : "other";
	ret_ident[0] = '\0';
	if (type && ndef_parse(area, &record) == NDEF_OURS)
		str_from_hex(ret_ident, ndef_ident(record, NDEF_RECORD_BYTES),
			     NDEF_IDENT_BYTES);
	return 0;
}

static int write_area(const struct reader_io *io, void *dev,
		      const uint8_t area[NDEF_AREA_BYTES], struct err *e)
{
	static const uint8_t empty[NDEF_PAGE_BYTES] = {0x03, 0x00, 0xfe, 0x00};
	int rc = io->write(dev, NDEF_FIRST_PAGE, empty, e);

	for (uint8_t i = 1; rc >= 0 && i < NDEF_PAGES; i++)
		rc = io->write(dev, (uint8_t)(NDEF_FIRST_PAGE + i),
			       area + i * NDEF_PAGE_BYTES, e);
	if (rc >= 0)
		rc = io->write(dev, NDEF_FIRST_PAGE, area, e);
	return rc;
}

int tag_write(const struct reader_io *io, void *dev, const struct reader_tag *t,
	      const uint8_t record[NDEF_RECORD_BYTES], bool overwrite,
	      bool *ret_lost, struct err *e)
{
	uint8_t cc[NDEF_PAGE_BYTES], area[NDEF_AREA_BYTES];
	uint8_t wanted[NDEF_AREA_BYTES];
	const uint8_t *found;
	int rc;

	*ret_lost = false;
	if (t->sak != SAK_TYPE2)
		return err_set(e, ERR_UNSUPPORTED,
			       "a tag of type %s has no NDEF memory",
			       type_of_sak(t));
	rc = io->select(dev, t, e);
	if (rc >= 0)
		rc = read_area(io, dev, cc, area, e);
	if (rc < 0)
		goto failed;
	if (!ndef_tag_type(cc))
		return err_set(e, ERR_UNSUPPORTED,
			       "the tag is not formatted for NDEF");
	if (ndef_parse(area, &found) == NDEF_FOREIGN && !overwrite)
		return err_set(e, ERR_REFUSED,
			       "the tag holds somebody else's NDEF message");
	ndef_layout(wanted, record);
	rc = write_area(io, dev, wanted, e);
	if (rc >= 0)
		rc = read_area(io, dev, cc, area, e);
	if (rc < 0)
		goto failed;
	if (memcmp(area, wanted, sizeof(wanted)) != 0)
		return err_set(e, ERR_CORRUPT,
			       "the tag reads back other bytes than written");
	return 0;
failed:
	*ret_lost = rc != ERR_IO;
	return rc;
}
