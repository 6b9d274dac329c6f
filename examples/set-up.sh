#!/bin/sh
# The empty system's first hour, from the sheets in this folder. Before it:
#
#   muniment init KK89K --unit 某机关 --register /var/lib/muniment/register.db \
#       --sysadmin U1 --sysadmin-name 钱进 --secadmin U2 --secadmin-name 尤佳 \
#       --auditor U3 --auditor-name 何慎          (--test for a try-out)
#   munimentd --config /etc/muniment/muniment.conf
#
# Each step is one batch: all of its lines are taken, or none.
set -eu
here=$(dirname "$0")
M=${MUNIMENT:-muniment}

# The system administrator: calendars and places.
$M --as U1 import calendar-set "$here/calendars.csv"
$M --as U1 import place-add "$here/places.csv"

# The security administrator: people from one signed roll, and their roles,
# which hold once the auditor has acknowledged them.
$M --as U2 import person-add "$here/people.csv"
$M --as U2 import role-grant "$here/roles.csv"
$M --as U3 import role-acknowledge "$here/roles.csv"

# Cabinets need their keepers, doors their cabinets, badges their bearers.
$M --as U1 import cabinet-add "$here/cabinets.csv"
$M --as U1 import door-add "$here/doors.csv"
$M --as U2 import badge-enrol "$here/badges.csv"

# Then, every morning, the post; and the office head sets who may know.
#   muniment --as P01 import receive post.csv
#   muniment --as P05 import scope-set scopes.csv
