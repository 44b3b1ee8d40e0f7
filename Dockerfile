# tellings in a box: docker build -t tellings . ; docker run --rm -v "$PWD:/work" tellings build articles/ --ledger story.ledger
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements/run.txt requirements/build.txt requirements/
RUN python -m venv /opt/tellings \
 && /opt/tellings/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt -r requirements/build.txt
COPY . .
RUN /opt/tellings/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
COPY --from=build /opt/tellings /opt/tellings
RUN useradd --create-home reader
USER reader
WORKDIR /work
ENTRYPOINT ["/opt/tellings/bin/tellings"]
CMD ["--help"]
