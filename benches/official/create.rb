# The official Ruby client as a contender: one create at the start, then as many as each line of the input asks for.
require 'nylas'

$stdout.sync = true
NYLAS = Nylas::Client.new(api_key: 'nyk_bench', api_uri: ARGV[0])
BODY = {
  name: "Acme's calendar",
  provider: 'google',
  settings: {
    client_id: '1234.apps.googleusercontent.com',
    client_secret: 'GOCSPX-1234567890abcdefghijklmnop',
    topic_name: 'projects/acme/topics/nylas-gmail-realtime'
  },
  scope: [
    'openid',
    'https://www.googleapis.com/auth/userinfo.email',
    'https://www.googleapis.com/auth/gmail.modify',
    'https://www.googleapis.com/auth/calendar',
    'https://www.googleapis.com/auth/contacts'
  ]
}.freeze

def create
  created, = NYLAS.connectors.create(request_body: BODY)
  raise 'no connector came back' unless created[:provider] == 'google'
end

def now(clock)
  Process.clock_gettime(clock, :nanosecond)
end

create
puts 'ready'
$stdin.each_line do |line|
  wall = now(Process::CLOCK_MONOTONIC)
  cpu = now(Process::CLOCK_PROCESS_CPUTIME_ID)
  line.to_i.times { create }
  puts "#{now(Process::CLOCK_MONOTONIC) - wall} #{now(Process::CLOCK_PROCESS_CPUTIME_ID) - cpu}"
end
