/* custody.h: where a copy can be, and which step may follow which: the
 * transition table of model.md B.2. Anything that is not in it is E_STATE. */
#ifndef MUNIMENT_CORE_CUSTODY_H
#define MUNIMENT_CORE_CUSTODY_H

#include <stdbool.h>

/* X(identifier, code, Chinese, class): class N not here yet, H held at the
 * registry, O out with somebody, S stopped, T terminal. */
#define CUSTODY_STATES(X)                                                      \
	X(EXPECTED, "expected", "待收", 'N')                                   \
	X(IN_STORE, "in_store", "在库", 'H')                                   \
	X(UNSHELVED, "unshelved", "待入柜", 'H')                               \
	X(OUT_LEG, "out_leg", "送阅中", 'O')                                   \
	X(OUT_LOAN, "out_loan", "借出", 'O')                                   \
	X(RETAINED, "retained", "留阅", 'O')                                   \
	X(OUT_COPYING, "out_copying", "送制中", 'O')                           \
	X(OUT_CARRY, "out_carry", "外出携带", 'O')                             \
	X(IN_TRANSIT, "in_transit", "在途", 'O')                               \
	X(QUARANTINED, "quarantined", "封存待查", 'S')                         \
	X(MISSING, "missing", "下落不明", 'S')                                 \
	X(ON_DESTROY_LIST, "on_destroy_list", "待销毁", 'S')                   \
	X(DISPATCHED, "dispatched", "已发出", 'T')                             \
	X(CLEARED_BACK, "cleared_back", "已清退", 'T')                         \
	X(ARCHIVED, "archived", "已归档", 'T')                                 \
	X(DESTROYED, "destroyed", "已销毁", 'T')

enum custody_state {
	CUSTODY_NONE, /* no such copy yet */
#define X(id, code, zh, class) CUSTODY_##id,
	CUSTODY_STATES(X)
#undef X
		CUSTODY_COUNT,
};

enum custody_event {
	EVENT_ANNOUNCE,
	EVENT_RECEIVE,
	EVENT_REJECT,
	EVENT_SHELVE,
	EVENT_UNSHELVE,
	EVENT_SEND,
	EVENT_RETAIN,
	EVENT_LEND,
	EVENT_RENEW,
	EVENT_CHECK_IN,
	EVENT_SEND_COPYING,
	EVENT_CARRY_OUT,
	EVENT_DISPATCH,
	EVENT_RECEIPT_DISPATCHED,
	EVENT_RECEIPT_CLEARED,
	EVENT_LIST_DESTRUCTION,
	EVENT_UNLIST_DESTRUCTION,
	EVENT_DESTROY,
	EVENT_ARCHIVE,
	EVENT_REPORT_MISSING,
	EVENT_FREEZE,
	EVENT_RELEASE,
	EVENT_COUNT,
};

const char *custody_code(enum custody_state s);
const char *custody_zh(enum custody_state s);
/* CUSTODY_NONE for NULL or an unknown code. */
enum custody_state custody_parse(const char *code);
bool custody_is_held(enum custody_state s); /* at the registry */
bool custody_is_out(enum custody_state s);  /* with somebody */
bool custody_is_terminal(enum custody_state s);

/* The state that follows, or CUSTODY_NONE when the step is not in the table. */
enum custody_state custody_next(enum custody_state from, enum custody_event by);

#endif
