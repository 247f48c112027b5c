# Styles of GOV.UK for the pages of reports. Wanted, not needed: without them
# pages use the small sheet of ours in templates/styles.
.PHONY: site-assets
site-assets:
	cd '$(srcdir)' && npm ci --no-audit --no-fund --ignore-scripts
	'$(srcdir)/site/prepare' '$(srcdir)/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css' \
	  '$(srcdir)/site/govuk-frontend.css'

install-data-hook:
	@if test -f '$(srcdir)/site/govuk-frontend.css'; then \
	  $(MKDIR_P) '$(DESTDIR)$(pkgdatadir)/site' && \
	  $(INSTALL_DATA) '$(srcdir)/site/govuk-frontend.css' '$(DESTDIR)$(pkgdatadir)/site'; \
	fi

uninstall-hook:
	rm -f '$(DESTDIR)$(pkgdatadir)/site/govuk-frontend.css'

EXTRA_DIST += site/README.md site/prepare package.json package-lock.json .npmrc
