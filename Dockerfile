# The same pinned install as `make setup EXTRA=semantic`, without make: here the judge reads meaning by default.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    HOTSEAT_DATA_DIR=/data \
    HOTSEAT_JUDGE__ENGINE=semantic \
    HOTSEAT_ROOM__HOST=0.0.0.0
WORKDIR /app

RUN pip install --no-cache-dir --target /uv uv
COPY requirements-semantic.txt pyproject.toml README.md LICENSE ./
RUN /uv/bin/uv venv .venv && VIRTUAL_ENV=.venv /uv/bin/uv pip sync --no-cache --require-hashes --compile-bytecode requirements-semantic.txt
COPY bot bot
COPY config config
COPY content content
COPY storage storage
RUN VIRTUAL_ENV=.venv /uv/bin/uv pip install --no-cache --no-deps --no-build-isolation --editable . && rm -r /uv \
    && .venv/bin/python -m compileall -q bot config content storage \
    && useradd --system --no-create-home hotseat && mkdir /data && chown hotseat /data

USER hotseat
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD [".venv/bin/hotseat", "health"]
ENTRYPOINT [".venv/bin/hotseat"]
CMD ["run"]
