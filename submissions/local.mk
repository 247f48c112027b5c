# Every file below submissions/ is data that the programs read and make installs.
EXTRA_DIST += submissions/README.md
