# Every image of Boxoffice. One build stage makes all jars; a target below takes what it needs of them.
# The build's base brings a Maven, through which ./mvnw takes the one that is pinned, by whatever mirror is set up there.

FROM maven:3.9-eclipse-temurin-25 AS build
# not root: the build starts a PostgreSQL to generate typed SQL from the migrations, and that refuses root
RUN useradd --create-home --uid 10001 builder && install -d -o builder -g builder /src /home/builder/.m2
USER builder
WORKDIR /src
ENV MAVEN_CONFIG=
COPY --chown=builder:builder . .
# tests ran before anybody builds an image: they need ports and time; no image has the load generator
RUN --mount=type=cache,id=boxoffice-m2,target=/home/builder/.m2,uid=10001,gid=10001 \
    ./mvnw -B -q -DskipTests -pl '!load' package

# The libraries and the code of one module, each in a layer of its own: libraries change rarely.
FROM build AS layers
ARG MODULE
RUN java -Djarmode=tools -jar "$MODULE"/target/"$MODULE"-*-exec.jar extract --layers --destination /src/layers \
 && mv layers/application/"$MODULE"-*-exec.jar layers/application/app.jar \
 # the sandbox's parts run here without the stores that it brings along
 && rm -f layers/dependencies/lib/embedded-*

FROM eclipse-temurin:25-jre AS service
RUN groupadd --gid 10001 boxoffice && useradd --uid 10001 --gid boxoffice --no-create-home --shell /usr/sbin/nologin boxoffice \
 && install -d -o boxoffice -g boxoffice -m 0700 /data
WORKDIR /app
# Two fifths of the container's memory for the heap: classes, code, compiler and buffers need 250 to 300 MiB beside it, and who
# needs more than the limit is killed. No files in a read-only container.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=40 -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -Dorg.jooq.no-logo=true -Dorg.jooq.no-tips=true \
--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dnetworkaddress.cache.ttl=5 -Dsun.net.inetaddr.ttl=5"
COPY --from=layers /src/layers/dependencies/ ./
COPY --from=layers /src/layers/snapshot-dependencies/ ./
COPY --from=layers /src/layers/application/ ./
COPY --chmod=0755 compose/http-get /usr/local/bin/
USER 10001:10001
# HEALTH is where the container itself, and nobody else, asks whether it is ready
ARG HEALTH
ENV HEALTH=$HEALTH
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s --start-interval=2s --retries=2 \
  CMD ["sh", "-c", "exec http-get \"$HEALTH\" >/dev/null"]
ENTRYPOINT ["java", "-jar", "app.jar"]

# Where compose/secrets runs, which makes the secrets of a deployment: a volume begins with the owner of its folder.
FROM debian:trixie-slim AS secrets
RUN install -d -o 10001 -g 10001 -m 0750 /secrets
USER 10001:10001
