# A small image for those without Node: docker build -t sealgate . && docker run --rm -v "$PWD:/repository:ro" sealgate scan --history
FROM node:24-alpine AS build
WORKDIR /src
# The build judges a commit, to see what that takes.
RUN apk add --no-cache git
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev --ignore-scripts

FROM node:24-alpine
RUN apk add --no-cache git
COPY --from=build /src/dist /opt/sealgate/dist
COPY --from=build /src/rules /opt/sealgate/rules
COPY --from=build /src/node_modules /opt/sealgate/node_modules
# The image's user `node`, by number: Kubernetes can tell that it is not root.
USER 1000
WORKDIR /repository
ENTRYPOINT ["node", "/opt/sealgate/dist/bin.cjs"]
CMD ["--help"]
