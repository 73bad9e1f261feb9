# Start:  make run      Test:  make test      The rest:  make help
PYTHON ?= python3
PY = .venv/bin/python
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --require-hashes

# Settings as in production, with made-up values, to be judged by `check --deploy`.
AS_IN_PRODUCTION = ENV_FILE=/dev/null ENVIRONMENT=production SECRET_KEY=a-made-up-key-for-checking-only-0123456789-abcdefghij \
	ALLOWED_HOSTS=reform.example.org DATABASE_URL=sqlite://:memory: SITE_URL=https://reform.example.org
ON_NOTHING = ENV_FILE=/dev/null DATABASE_URL=sqlite://:memory:

.NOTPARALLEL:
.PHONY: help run setup test fuzz browser browser-all pictures faults load restore-drill bench audit check fix messages lock release clean

help:
	@echo 'make run       set up and start on http://127.0.0.1:8000 (PORT=8010 for another port); Ctrl-C stops it'
	@echo 'make test      everything: checks, SQLite, PostgreSQL, Redis, browser, LibreOffice, nginx, faults (ARGS="-k name" goes to pytest)'
	@echo 'make fuzz      addresses and forms with what nobody types, other examples each time (FUZZ_EXAMPLES=200 a page)'
	@echo 'make browser   the browser tests only (PICTURES=1 keeps a picture of each page in var/screenshots)'
	@echo 'make browser-all   every page, role, language and width, and journeys in their other language: an hour or more (ARGS="-k leader")'
	@echo 'make pictures  take the pictures of the user guide anew, into docs/guide/pictures'
	@echo 'make faults    mail and reports while processes are killed, servers restarted and clocks moved'
	@echo 'make load      200 people at once for a minute, on two workers (ARGS="--people 50 --json FILE")'
	@echo 'make restore-drill   back up and restore, beside SQLite and PostgreSQL, and compare everything'
	@echo 'make check     what a machine sees without running the product, in less than a minute'
	@echo 'make bench     what pages, exports, planning and delivery cost beside what is bare (BENCH_JSON=FILE writes the figures)'
	@echo 'make audit     ask the service of security advisories about the locked packages; says so where it is away'
	@echo 'make fix       format the code and mend what can be mended'
	@echo 'make messages  bring the catalogue of translations in line with the code'
	@echo 'make setup     install and prepare without starting'
	@echo 'make lock      lock the packages again (ARGS=--upgrade for the newest)'
	@echo 'make release   pack the last commit for deploy/production/install.sh, into var/'
	@echo 'make clean     remove what was installed and built; the data in var/ stay'

run: .venv/run.stamp
	@$(PY) -m deploy.run

setup: .venv/run.stamp
	@$(PY) -m deploy.setup

test: check
	@$(PY) -m tests.run sqlite postgres redis browser libreoffice nginx faults -- $(ARGS)

fuzz: .venv/dev.stamp
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-200} $(PY) -m tests.run sqlite postgres -- tests/security/test_fuzz.py $(ARGS)

browser: .venv/dev.stamp
	@$(PY) -m tests.run browser -- $(ARGS)

browser-all: .venv/dev.stamp
	@$(PY) -m tests.run browser-all -- $(ARGS)

pictures: .venv/dev.stamp
	rm -rf var/guide
	@$(PY) -m tests.run browser -- tests/browser/test_pages.py -k picture
	rm -f docs/guide/pictures/*.png
	cp var/guide/*.png docs/guide/pictures/

faults: .venv/dev.stamp
	@$(PY) -m tests.run faults -- $(ARGS)

load: .venv/dev.stamp
	@$(PY) -m tests.load $(ARGS)

restore-drill: .venv/dev.stamp
	@$(PY) -m deploy.messages compile
	@$(PY) -m tests.restore_drill

bench: .venv/dev.stamp
	@$(PY) -m tests.bench $(ARGS)

audit: .venv/dev.stamp
	@$(PY) -m deploy.audit

check: .venv/dev.stamp
	@$(PY) -m deploy.messages compile
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m djlint --lint --quiet templates
	@$(PY) .venv/bin/lint-imports --no-logo
	@$(AS_IN_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(ON_NOTHING) $(PY) manage.py makemigrations --check --dry-run
	@$(PY) -m deploy.messages check
	@$(ON_NOTHING) $(PY) manage.py state_diagram --check

fix: .venv/dev.stamp
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

messages: .venv/run.stamp
	$(PY) -m deploy.messages extract
	$(PY) -m deploy.messages compile

lock: .venv/dev.stamp
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' $(ARGS) -o requirements.txt requirements.in
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' $(ARGS) -o requirements-dev.txt requirements-dev.in

release:
	@mkdir -p var
	@name=reform-$$(git show -s --format=%cd --date=format:%Y%m%d-%H%M HEAD)-$$(git rev-parse --short HEAD) && \
		git archive --format=tar.gz --prefix=$$name/ -o var/$$name.tar.gz HEAD && echo var/$$name.tar.gz

clean:
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis var/static var/static.stamp var/assets
	find . -name __pycache__ -prune -exec rm -rf {} +
	find reform/locale -name '*.mo' -delete

.venv/run.stamp: requirements.txt deploy/venv.sh
	@echo 'Đang cài gói vào .venv (installing packages) ...'
	@sh deploy/venv.sh $(PYTHON)
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	@echo 'Installing the test tools into .venv ...'
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
