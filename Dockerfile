# syntax=docker/dockerfile:1
# The service in a container: docker build -t pixcrawler . (a cluster's node; for one node on the embedded engine add
# --build-arg ActorEngine=embedded). docs/operations.md says how it is run.
ARG DOTNET_VERSION=10.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION} AS build
ARG ActorEngine=akka
WORKDIR /source
COPY . .
RUN dotnet publish src/PixCrawler.Cli -c Release -o /app -p:ActorEngine=${ActorEngine} -p:UseAppHost=false -nologo

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION} AS final
# libvips decodes, libjpeg-turbo decodes JPEGs faster, libzstd writes tar.zst. The name of libvips differs by distribution.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libturbojpeg0 libzstd1 \
    && { apt-get install -y --no-install-recommends libvips42t64 || apt-get install -y --no-install-recommends libvips42; } \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown "$APP_UID" /data
COPY --from=build /app /app
# The root file system may be read-only: what is written lies in /data and /tmp.
ENV DOTNET_EnableDiagnostics=0 \
    PIXCRAWLER__SERVICE__DATA=/data \
    HOME=/tmp
USER $APP_UID
VOLUME /data
EXPOSE 8080 4053 8558
# SIGTERM drains: jobs come to rest and are taken up elsewhere. Give it 60 s.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/pixcrawl.dll"]
CMD ["serve"]
