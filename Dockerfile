# syntax=docker/dockerfile:1

# The digest is what is pulled, for amd64 and arm64; the tag says what it is. See .env.example.
ARG PYTHON_IMAGE=python:3.13.14-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6

FROM ${PYTHON_IMAGE} AS build
ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
RUN python -m venv --without-pip /opt/reactor

# A layer of its own, so that a change of code does not download the dependencies again. Each file
# is the one that requirements.lock knows by its hash. Wheels alone: the slim image has no compiler,
# and a Pi should not be made to compile.
COPY requirements.lock ./
RUN sed -n "/^# == the package's build/,/^# == demo/p" requirements.lock > build.lock \
    && sed -n "/^# == the image/,/^# == the package's build/p" requirements.lock > image.lock \
    && python -m pip install --require-hashes --only-binary :all: -r build.lock \
    && python -m pip --python /opt/reactor/bin/python install --require-hashes --only-binary :all: -r image.lock

COPY pyproject.toml README.md LICENSE ./
COPY reactor ./reactor
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && python -m pip --python /opt/reactor/bin/python install --no-deps dist/*.whl


FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Scoutly Reactor" \
      org.opencontainers.image.description="Watches companies' careers pages and matches new postings to people" \
      org.opencontainers.image.licenses="MIT"

# The log folder is made here with its owner: a new volume takes both from the image.
RUN useradd --uid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin reactor \
    && install --directory --mode 0700 --owner reactor --group reactor /tmp/scoutly-logs
# The slim image comes without the bytecode of Python's own library, and nothing can be written while
# the app runs: each health check and each worker would compile it anew, and keep what that takes.
RUN python -m compileall -q --invalidation-mode unchecked-hash \
        -x '/(site-packages|test|idlelib|tkinter|turtledemo|ensurepip|lib2to3|pydoc_data)/' \
        "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')"
COPY --from=build /opt/reactor /opt/reactor

ENV PATH=/opt/reactor/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    REACTOR_HTTP_HOST=0.0.0.0
WORKDIR /opt/reactor
USER reactor
VOLUME /tmp/scoutly-logs
EXPOSE 8080

HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["reactor", "health"]
# What `reactor --version` tells; last, so that another commit changes no layer before it.
ARG COMMIT=unknown
ENV SCOUTLY_COMMIT=${COMMIT}
LABEL org.opencontainers.image.revision=${COMMIT}

STOPSIGNAL SIGTERM
CMD ["reactor", "run"]
