# One image a service, the edge and the tools: docs/adr/0044-images-without-a-shell.md
#   docker build --build-arg SERVICE=energy -t meriggio/energy .
#   docker build --target edge -t meriggio/edge .
#   docker build --target tools --build-arg SERVICE=tools -t meriggio/tools .
# All of it for any architecture that the two images below have, and the same bytes from the same sources.
ARG PYTHON_IMAGE=python:3.11.14-slim-bookworm
ARG CADDY_IMAGE=caddy:2.11.7-alpine

FROM ${CADDY_IMAGE} AS caddy

FROM ${PYTHON_IMAGE} AS build
ARG SOURCE_DATE_EPOCH=0
ENV SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH} PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 \
    PIP_ROOT_USER_ACTION=ignore PYTHONDONTWRITEBYTECODE=1
SHELL ["/bin/sh", "-euc"]
WORKDIR /build

# The interpreter with what it is linked to. Nothing else of its image comes into ours.
FROM build AS runtime
COPY deploy/images/runtime.py ./
RUN python runtime.py python /runtime

# The packages of one group, as they are locked; only http-ece has no wheel and is built, of Python alone.
# The secret `ca`: for who builds behind a proxy with an authority of its own.
FROM build AS packages
ARG SERVICE
COPY locks/build.txt locks/${SERVICE}.txt ./
RUN --mount=type=secret,id=ca,target=/run/ca.crt \
    if [ -s /run/ca.crt ]; then export PIP_CERT=/run/ca.crt SSL_CERT_FILE=/run/ca.crt; fi; \
    python -m venv /pip; \
    /pip/bin/pip install --quiet --require-hashes --only-binary :all: -r build.txt; \
    /pip/bin/pip install --quiet --require-hashes --no-deps --only-binary :all: --no-binary http-ece \
      --use-pep517 --no-build-isolation --no-compile --target /out/packages -r ${SERVICE}.txt
COPY --from=runtime /runtime /runtime
COPY deploy/images/runtime.py ./
RUN python runtime.py packages /out

FROM runtime AS service-code
ARG SERVICE
COPY LICENSE deploy/images/entry.py deploy/images/probe.py /out/app/
COPY libs /out/app/libs
COPY services/__init__.py /out/app/services/
COPY services/${SERVICE} /out/app/services/${SERVICE}
RUN mv /out/app/entry.py /out/app/__main__.py; python runtime.py code /out

FROM runtime AS tools-code
COPY LICENSE deploy/images/entry.py deploy/images/probe.py /out/app/
COPY libs /out/app/libs
COPY services /out/app/services
COPY devstack /out/app/devstack
COPY operate /out/app/operate
COPY deploy/images/meriggio.py /out/usr/local/bin/meriggio
RUN mv /out/app/entry.py /out/app/__main__.py; python runtime.py code /out; chmod 755 /out/usr/local/bin/meriggio

FROM runtime AS edge-code
COPY --from=caddy /usr/bin/caddy /out/usr/bin/caddy
COPY LICENSE deploy/images/probe.py /out/app/
COPY devstack/__init__.py devstack/
COPY devstack/servers/__init__.py devstack/servers/edge_plan.py devstack/servers/edge_sites.py devstack/servers/
RUN mkdir -p /out/etc/caddy; python -m devstack.servers.edge_plan >/out/etc/caddy/Caddyfile
COPY app/web /out/srv/app
RUN chmod 755 /out/usr/bin/caddy; chmod -R u=rwX,go=rX /out/srv /out/app /out/etc; \
    python -c "import pathlib, runtime; runtime.settle_times(pathlib.Path('/out'), ${SOURCE_DATE_EPOCH})"

# What all images have in common: no shell, no package manager, nobody's rights.
FROM scratch AS base
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.vendor="Meriggio" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=runtime /runtime /
ENV PATH=/usr/local/bin:/usr/bin PYTHONPATH=/packages PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt LANG=C.UTF-8 \
    MERIGGIO_PROBED_PATH=/health/ready MERIGGIO_PROBED_PORT=8080
WORKDIR /app
USER 65532:65532

FROM base AS edge
LABEL org.opencontainers.image.title="meriggio edge" \
      org.opencontainers.image.description="One origin for the app and the services' APIs"
COPY --from=edge-code /out /
ENV MERIGGIO_PROBED_PATH=/edge-health
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=10s --start-period=180s --retries=3 \
    CMD ["python", "-S", "-E", "/app/probe.py"]
ENTRYPOINT ["caddy", "run", "--adapter", "caddyfile", "--config", "/etc/caddy/Caddyfile"]

FROM base AS tools
LABEL org.opencontainers.image.title="meriggio tools" \
      org.opencontainers.image.description="The administration's command line; what compose.yaml prepares and plays"
COPY --from=packages /out /
COPY --from=tools-code /out /
ENV MERIGGIO_MODULE=operate
ENTRYPOINT ["python", "/app"]

FROM base AS service
ARG SERVICE
LABEL org.opencontainers.image.title="meriggio ${SERVICE}" \
      org.opencontainers.image.description="One of the five services of Meriggio"
COPY --from=packages /out /
COPY --from=service-code /out /
ENV MERIGGIO_MODULE=services.${SERVICE}
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=10s --start-period=180s --retries=3 \
    CMD ["python", "-S", "-E", "/app/probe.py"]
ENTRYPOINT ["python", "/app"]
