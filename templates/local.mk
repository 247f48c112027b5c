EXTRA_DIST += templates/README.md
