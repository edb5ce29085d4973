-- What wrk asks for: a list for each of its threads, one request a line,
--   path TAB header: value TAB header: value …
-- A list of one line is sent without asking Lua again. {n} in a line is
-- replaced by a text that no other line of any list or round has.
--
-- wrk readies its threads one after the other and starts each at once, but
-- its clock only with the last: what the first did meanwhile would count. So
-- threads wait for a file that the last one makes when its list is read.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local function read(line)
  local path, rest = line:match("^([^\t]+)(.*)$")
  local headers = { ["Host"] = wrk.headers["Host"] }
  for name, value in rest:gmatch("\t([^:\t]+): ([^\t]*)") do
    headers[name] = value
  end
  return path, headers
end

function init()
  local requests, known = {}, {}
  local salt = os.getenv("BENCH_SALT")
  for line in io.lines(os.getenv("BENCH_LISTS") .. "-" .. number .. ".txt") do
    local count = #requests + 1
    local full = line:gsub("{n}", salt .. "-" .. number .. "-" .. count)
    if not known[full] then
      local path, headers = read(full)
      known[full] = wrk.format("GET", path, headers)
      wrk.path, wrk.headers = path, headers
    end
    requests[count] = known[full]
  end
  local ready = os.getenv("BENCH_LISTS") .. "-ready"
  if number + 1 == tonumber(os.getenv("BENCH_THREADS")) then
    io.open(ready, "w"):close()
  end
  if #requests > 1 then
    local at, asked = 0, 0
    function request()
      asked = asked + 1
      -- The first call is wrk's own trial, before the other threads are there.
      while asked == 2 do
        local file = io.open(ready)
        if file then
          file:close()
          break
        end
      end
      at = at % #requests + 1
      return requests[at]
    end
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nbench {"requests":%d,"micros":%d,"bytes":%d,"failed":%d,"refused":%d,"p50_us":%d,"p99_us":%d,"max_us":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status,
    latency:percentile(50), latency:percentile(99), latency.max))
end
