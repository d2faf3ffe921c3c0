# The application alone; it needs a PostgreSQL with PostGIS beside it (compose.yaml has one).
# Debian images are not made for .NET 10: these tags are Ubuntu 24.04.

FROM node:20-bookworm-slim AS libraries
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund
COPY tools/ tools/
COPY wwwroot/ wwwroot/
RUN npm run libraries && npm run bundle

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props Review.csproj ./
COPY Domain/Review.Domain.csproj Domain/
COPY Data/Review.Data.csproj Data/
COPY standins/ standins/
RUN dotnet restore Review.csproj
COPY . .
COPY --from=libraries /src/wwwroot/ wwwroot/
RUN dotnet publish Review.csproj -c Release -o /publish --use-current-runtime --self-contained false -v q

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Reads and writes images; 3.8 here.
RUN apt-get update && apt-get install -y --no-install-recommends libgdal34t64 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /publish/ ./
RUN mkdir /data && chown "$APP_UID" /data
ENV REVIEW_DATA=/data \
    REVIEW_URLS=http://0.0.0.0:8080
USER $APP_UID
VOLUME /data
EXPOSE 8080
# The image has neither curl nor wget; bash opens the connection itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/app/Review"]
CMD ["serve"]
