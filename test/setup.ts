/** The network is off in every test: only servers on loopback may be reached. */
import nock from "nock";
import { afterEach, beforeEach } from "vitest";

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

beforeEach(() => {
  nock.disableNetConnect();
  nock.enableNetConnect((host) => loopback.test(host));
});

afterEach(() => {
  nock.cleanAll();
});
