# syntax=docker/dockerfile:1
# Two images: "program" (web, worker, beat and set-up are the same image with another command) and "proxy" (nginx with
# this version's static files). No secret is needed to build them, and none is in them.
ARG PYTHON=3.13
ARG DEBIAN=trixie

# --- Packages and everything that set-up makes without a database ---
FROM python:${PYTHON}-slim-${DEBIAN} AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /opt/reform/current
COPY requirements.txt ./
RUN python -m venv .venv && .venv/bin/python -m pip install --quiet --require-hashes -r requirements.txt
COPY . .
# As in a demonstration: the settings of production would ask for secrets, and the files are the same.
RUN ENV_FILE=/dev/null VAR_DIR=/tmp/var STATIC_DIR=var DATABASE_URL=sqlite://:memory: \
    .venv/bin/python -m deploy.setup files \
    && .venv/bin/python -m compileall -q reform tasks_app deploy \
    && rm -rf /tmp/var

# --- nginx ---
FROM nginxinc/nginx-unprivileged:1.28-alpine AS proxy
COPY --from=build /opt/reform/current/var/static /opt/reform/current/var/static
COPY deploy/production/nginx/reform.conf.template /etc/nginx/templates/default.conf.template
# The values of the template; the names of the site are given when it starts. Ports above 1023 need no privileges.
ENV NGINX_ENVSUBST_FILTER=^REFORM_ \
    REFORM_UPSTREAM=web:8000 \
    REFORM_HTTP=8080 \
    REFORM_HTTPS="8443 ssl" \
    REFORM_HTTP2="http2 on;" \
    REFORM_HOSTS=_ \
    REFORM_TLS=/run/tls \
    REFORM_BODY_MB=30 \
    REFORM_LOG=/dev/stdout
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["wget", "-q", "--no-check-certificate", "-O", "/dev/null", "https://127.0.0.1:8443/static/favicon.svg"]

# --- The program ---
FROM python:${PYTHON}-slim-${DEBIAN} AS program
# pg_dump for `manage.py backup`, which must not be older than the server of compose.yaml. For PDFs: --build-arg EXTRA="libreoffice-writer-nogui fonts-liberation2"
ARG EXTRA=""
# The newest of the distribution, with its security fixes: a pinned version would be gone from the mirrors in weeks.
# hadolint ignore=DL3008,SC2086
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-17 ${EXTRA} \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 reform \
    && useradd --system --uid 10001 --gid reform --home-dir /var/lib/reform --shell /usr/sbin/nologin reform \
    && install -d -o reform -g reform -m 0750 /var/lib/reform /var/backups/reform
WORKDIR /opt/reform/current
COPY --from=build /opt/reform/current /opt/reform/current
ENV ENVIRONMENT=production VAR_DIR=/var/lib/reform STATIC_DIR=var \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /var/lib/reform
EXPOSE 8000
# Python's own path is relative to here, as in the units of systemd.
ENTRYPOINT [".venv/bin/python", "-m"]
CMD ["gunicorn", "reform.wsgi", "--config", "python:deploy.web", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "3", "--threads", "4", \
    "--timeout", "60", "--graceful-timeout", "75", "--max-requests", "5000", "--max-requests-jitter", "1000", \
    "--worker-tmp-dir", "/dev/shm", "--forwarded-allow-ips", "*", "--no-control-socket", "--log-level", "warning"]
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 \
    CMD [".venv/bin/python", "-m", "deploy.health"]
